"""Where do tests keep their data? Loaded before anything reads the settings: never in a real installation."""

import os
import tempfile

if "WARMLINE_DATA" not in os.environ:
    os.environ["WARMLINE_DATA"] = tempfile.mkdtemp(prefix="warmline-tests-")
