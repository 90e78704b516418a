"""The command that makes a page of a base."""

import sys

from cstocli.cli import options, parameters, screen
from cstocli.cli.opening import open_explorer, refuse_base
from cstocli.cli.request import STANDARD_OUTPUT, Request
from cstocli.export.writing import refuse_target, write_file
from cstocli.model.errors import WrongUsage
from cstocli.model.text import visible


@options.with_shared_options(*options.FILTERS, *options.VIEW, "quiet", "verbose", "facts")
def page(
    request: Request, file: parameters.PageFile, force: options.Force = False, embed: parameters.Embed = False
) -> None:
    """One HTML page that opens anywhere: days, places, evidence.

    Also disputes, gaps, origins; it needs no network and no program but a browser.
    """
    # Only this command makes HTML.
    from cstocli.page.document import page as page_of

    filters = request.filters()
    if file == STANDARD_OUTPUT and force:
        raise WrongUsage("--force is for files: standard output replaces nothing", "leave it out", token="--force")  # noqa: S106
    if file != STANDARD_OUTPUT:
        refuse_target(file, force=force)
    base = open_explorer(request)
    refuse_base(base, file)
    text = page_of(base, filters, embed=embed)
    if file == STANDARD_OUTPUT:
        screen.write_data((text,), sys.stdout)
        return
    write_file(file, (text,), force=force)
    screen.report(f"wrote {visible(file)}: {len(text.encode()) / 1000:,.0f} kB", quiet=request.quiet)
