"""The terms of IPTC's NewsCodes "Digital Source Type" (2025) in our words: of any picture, of renders, of image models.

What made our own renders is known better than what made a picture of unknown origin.
"""

from __future__ import annotations

from typing import Final

PICTURES: Final = {
    "trainedAlgorithmicMedia": "Made by a generative AI model",
    "compositeWithTrainedAlgorithmicMedia": "Edited or put together with a generative AI model",
    "algorithmicMedia": "Made by a program, without a trained model",
    "compositeSynthetic": "Put together, with synthetic parts",
    "algorithmicallyEnhanced": "A photo enhanced by a program",
    "dataDrivenMedia": "Drawn by a program from data",
    "digitalArt": "Drawn by a person with digital tools",
    "digitalCreation": "Made by a person with digital tools",
    "humanEdits": "Edited by a person",
    "minorHumanEdits": "Edited by a person, a little",
    "composite": "Put together from several pictures",
    "compositeCapture": "Put together from several photos",
    "digitalCapture": "A photo from a digital camera",
    "computationalCapture": "A photo put together by the camera",
    "multiFrameComputationalCapture": "A photo put together by the camera from several",
    "negativeFilm": "Scanned from a film negative",
    "positiveFilm": "Scanned from a slide",
    "print": "Scanned from a print",
    "screenCapture": "A picture of a screen",
    "virtualRecording": "A recording of a virtual scene",
    "softwareImage": "Made with software",
}
RENDERS: Final = PICTURES | {"algorithmicMedia": "Drawn by a procedural renderer, not by an AI model"}
MODELS: Final = {
    "algorithmicMedia": "Procedural renderer, not an AI model",
    "trainedAlgorithmicMedia": "Generative AI model",
}
