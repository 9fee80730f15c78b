"""Layers that a model around convolutions or recurrences needs."""

from .entry import Entry

TWO = (("batch", "features"), ("batch", "features"))

ENTRIES = (
    Entry("core", "dense", "Dense", (("batch", "features"),), ("batch", "units"), {"units": 4}, ((2, 3),),
          {"kernel": ("features", "units"), "bias": ("units",)},
          (({"units": 1}, {"features": 1}), ({"units": 4}, {"features": 3}),
           ({"units": 4, "use_bias": False}, {"features": 3}), ({"units": 10}, {"features": 784}))),
    Entry("core", "flatten", "Flatten", (("batch", "height", "width", "channels"),),
          ("batch", "height * width * channels"), {}, ((2, 4, 5, 3),)),
    Entry("core", "dropout", "Dropout", (("batch", "features"),), ("batch", "features"), {"rate": 0.5}, ((2, 6),)),
    Entry("core", "concatenate", "Concatenate", (("batch", "features_a"), ("batch", "features_b")),
          ("batch", "features_a + features_b"), {}, ((2, 3), (2, 5))),
    Entry("core", "add", "Add", TWO, ("batch", "features"), {}, ((2, 3), (2, 3))),
    Entry("core", "multiply", "Multiply", TWO, ("batch", "features"), {}, ((2, 3), (2, 3))),
    Entry("core", "dot", "Dot", (("batch", "features"), ("batch", "features")), ("batch", "1"), {"axes": 1},
          ((2, 3), (2, 3))),
)
