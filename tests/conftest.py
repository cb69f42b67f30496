import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
# machines are noisy: how long an example takes says nothing of what is tested
settings.register_profile("sitrep", deadline=None)
settings.load_profile("sitrep")
