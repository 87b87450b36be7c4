"""The last step: the site is staged beside the old one and swapped in whole, or not at all.

Nothing inside the old site is touched before the swap; a crash, Ctrl-C or a full disk at any
moment leaves the old site or the new one, and what is left over is cleared by the next build.

The staging folder `.<out>.staging` is a sibling of the site, so on the same file system, and
locked while its process lives. It holds a marker, by which alone it is known as ours, and the
staged site in a folder named by its own inode number: after the swap the old site has that
name but another inode, so that leftovers tell what they are.

Of the old site stays what the new one has, too: the same files by second names, in a folder
`spare`. The next build adds to it what it lacks of the next site, in place of thousands of links
that would be made and unmade: a name stays if it is that of a file which is kept, by its inode
number. Without that folder a build is only slower: it may be deleted when none is running.

Files of the site that its manifest does not list belong to somebody else: they go over into
the new site. A page of ours that was edited by hand is made anew, since the site says what
the sources say; but the edited file goes into `<out>.rescued`, and the caller is told. Only
files newer than the manifest or of another size are read to find that out.

Durability: the manifest is synced before the swap, pages are not (that would cost more than
making them). After a power failure pages may be empty; the next build makes them anew.
For systems with POSIX file locks and links: Linux, macOS, Windows by way of WSL.
"""

from __future__ import annotations

from edition.publish.disk import Refused, told
from edition.publish.site import MANIFEST, File
from edition.publish.stage import Clash, Stage, pour, put, stage

__all__ = ["MANIFEST", "Clash", "File", "Refused", "Stage", "pour", "put", "stage", "told"]
