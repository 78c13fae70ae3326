"""Everything running text can be made of."""

from cms.pages.blocks.calls import LinksBlock, NoticeBlock
from cms.pages.blocks.facts import FactsBlock
from cms.pages.blocks.media import DownloadBlock, PictureBlock
from cms.pages.blocks.text import HeadingBlock, ParagraphBlock, QuoteBlock, StepsBlock

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock()),
    ("steps", StepsBlock()),
    ("facts", FactsBlock()),
    ("quote", QuoteBlock()),
    ("picture", PictureBlock()),
    ("download", DownloadBlock()),
    ("notice", NoticeBlock()),
    ("links", LinksBlock()),
]
