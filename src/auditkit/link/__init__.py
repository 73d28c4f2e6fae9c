"""From the records of single documents to an archive: actors, links, requirements, graph."""

from auditkit.link.archive import link_archive
from auditkit.link.graph import build_graph

__all__ = ["build_graph", "link_archive"]
