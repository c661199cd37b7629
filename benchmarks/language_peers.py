"""Other detectors of language, each as a function from text to fi, en or something else."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import langdetect
from langdetect import DetectorFactory, LangDetectException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Detector = Callable[[str], str]

PROFILES = Path(langdetect.__file__).parent / "profiles"
SEED = 0


def peers() -> dict[str, Detector]:
    """Return {name: detector}, without those that are not installed."""
    found: dict[str, Detector] = {
        "langdetect": partial(_langdetect, _factory(*sorted(p.name for p in PROFILES.iterdir()))),
        "langdetect fi en sv": partial(_langdetect, _factory("fi", "en", "sv")),
    }
    return found | dict(_installed())


def _installed() -> Iterator[tuple[str, Detector]]:
    for name, make in (("lingua fi en", _lingua), ("py3langid fi en", _py3langid)):
        try:
            yield name, make()
        except ImportError as error:
            print(f"{name} is left out: {error}")


def _lingua() -> Detector:
    lingua: Any = import_module("lingua")
    both = (lingua.Language.FINNISH, lingua.Language.ENGLISH)
    detector = lingua.LanguageDetectorBuilder.from_languages(*both).build()

    def detect(text: str) -> str:
        found = detector.detect_language_of(text)
        return str(found.iso_code_639_1.name.lower()) if found else ""

    return detect


def _py3langid() -> Detector:
    module: Any = import_module("py3langid.langid")
    detector = module.LanguageIdentifier.from_model_file(module.MODEL_FILE)
    detector.set_languages(["fi", "en"])
    return lambda text: str(detector.classify(text)[0])


def _langdetect(factory: DetectorFactory, text: str) -> str:
    detector = factory.create()
    detector.append(text)
    try:
        return str(detector.detect())
    except LangDetectException:
        return ""


def _factory(*languages: str) -> DetectorFactory:
    factory = DetectorFactory()
    factory.load_json_profile(
        [(PROFILES / language).read_text(encoding="utf-8") for language in languages]
    )
    factory.set_seed(SEED)
    return factory
