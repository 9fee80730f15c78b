"""What every documented layer computes, written out in NumPy: the numbers of the atlas, known without any framework.

`layers` in: settings and input shapes; `book.ORACLES` out: what weights there are and what comes out, in float64.
"""
