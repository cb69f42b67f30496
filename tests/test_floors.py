"""The house keeps its floors: who may import whom, read from the code itself (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = ("bot.ingest", "bot.understand", "bot.brief", "bot.deliver")
FLOORS = {  # the longest matching prefix counts
    "bot.model": 1,
    "bot.errors": 1,
    "bot.ports": 1,
    "bot.catalog": 1,
    "bot.config": 1,
    "bot.words": 1,
    "bot.troubles": 1,
    "bot.cues": 1,
    "bot.severity": 1,
    "bot.names": 1,
    "bot.senses": 1,
    **dict.fromkeys(STAGES, 2),
    "bot.adapters": 2,
    "bot.desk": 3,
    "bot.web": 3,
    "bot.pipeline": 3,
    "bot.answer": 3,
    "bot.offline": 3,
    "bot.app": 4,
    "handlers": 5,
}
EFFECTS = (
    "aiohttp",
    "sqlite_utils",
    "apscheduler",
    "asyncio",
    "sqlite3",
    "socket",
    "random",
    "time",
    "secrets",
    "uuid",
)
NEVER = {  # importer -> what it never imports
    "bot": ("handlers", "telegram"),
    "bot.adapters": ("bot.pipeline", "bot.answer", "bot.app", "bot.desk", "bot.web", *STAGES),
    "bot.answer": ("bot.pipeline",),
    "bot.pipeline": ("bot.answer",),
    "handlers": ("bot.adapters", *STAGES),
    **{
        stage: (*(s for s in STAGES if s != stage), "bot.ports", "bot.adapters", "bot.config", *EFFECTS)
        for stage in STAGES
    },
}


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")])
NAMES = {module_of(path): path for path in FILES}


def imports(path):
    """Modules that a file imports, also inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if full == "time.struct_time":  # a form of time, not the time
                    continue
                yield full if full in NAMES else node.module


def within(module, prefix):
    return module == prefix or module.startswith(prefix + ".")


def floor(module):
    found = [prefix for prefix in FLOORS if within(module, prefix)]
    return FLOORS[max(found, key=len)] if found else None


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_only_from_below(path):
    module = module_of(path)
    if module == "bot":
        return
    assert floor(module), f"{module} stands on no floor: give it one here and in docs/architecture.md"
    for imported in imports(path):
        below = floor(imported)
        if below is None:
            continue
        same_room = any(within(module, p) and within(imported, p) for p in FLOORS)
        helper = imported in ("bot.desk", "bot.web")  # answer and pipeline share them
        if below == 1 and floor(module) == 1:
            continue
        assert below < floor(module) or same_room or helper, f"{module} imports {imported} from its own floor or above"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_never_imports(path):
    module = module_of(path)
    for importer, forbidden in NEVER.items():
        if not within(module, importer):
            continue
        for imported in imports(path):
            for other in forbidden:
                assert not within(imported, other), f"{module} imports {imported}"


@pytest.mark.parametrize("path", [p for p in FILES if module_of(p).startswith(STAGES)], ids=module_of)
def test_stages_call_no_clock(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in ("now", "utcnow", "today") or not isinstance(node.func.value, ast.Name), (
                f"{path}:{node.lineno} asks a clock"
            )


def test_no_circles():
    graph = {name: {i for i in imports(path) if i in NAMES and i != name} for name, path in NAMES.items()}
    done, open_ = set(), []

    def visit(name):
        assert name not in open_, f"a circle: {' -> '.join([*open_[open_.index(name) :], name])}"
        if name in done:
            return
        open_.append(name)
        for other in sorted(graph[name]):
            # a package's __init__ may gather its own modules; they do not import it back
            visit(other)
        open_.pop()
        done.add(name)

    for name in sorted(graph):
        visit(name)


def test_only_config_reads_the_environment():
    for name, path in NAMES.items():
        text = path.read_text(encoding="utf-8")
        if name.startswith("bot."):
            assert "os.environ" not in text, name
            assert "getenv" not in text, name
