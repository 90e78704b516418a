"""The reader: from text to a base, or to all its problems.

Python gives a package the name of its folder: once loaded, this one takes the place of
the function `cstocli.read`, and so is called like it.
"""

import sys
from types import ModuleType

from cstocli import read


class _Package(ModuleType):
    __call__ = staticmethod(read)  # type: ignore[arg-type,var-annotated]  # here it still is the function


sys.modules[__name__].__class__ = _Package
