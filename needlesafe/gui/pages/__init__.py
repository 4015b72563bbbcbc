"""One page a step."""

from needlesafe.gui.pages.cautions import CautionsPage
from needlesafe.gui.pages.consent import ConsentPage
from needlesafe.gui.pages.note import NotePage
from needlesafe.gui.pages.screening import ScreeningPage
from needlesafe.gui.pages.sites import SitesPage
from needlesafe.gui.pages.treatment import TreatmentPage
from needlesafe.gui.pages.who import WhoPage

PAGES = {page.step: page for page in
         (WhoPage, ScreeningPage, SitesPage, CautionsPage, ConsentPage, TreatmentPage, NotePage)}
"""The page of each step."""
