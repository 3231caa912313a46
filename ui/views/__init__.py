"""Pages in the house's four shapes: list, detail, form, action.

A page of an app declares a class and, at most, a few short methods:

    allow()        -> Verdict; a "no" is a 403 page with its reason
    crumbs()       -> [(label, url | None)] after 首页
    get_actions()  -> [Action(...)] buttons beside the heading
    perform(form)  -> calls ONE service; a Refusal becomes a form error with its status

Every page asks for sign-in unless `public = True` (it then wears base_public.html for
visitors).
"""

from ui.views.base import Action, Crumb, ObjectMixin, Page, signed_out
from ui.views.forms import ActionPage, EditPage, FormPage, SectionPage
from ui.views.live import LiveMixin
from ui.views.shows import DetailPage, JobPage, ListPage

__all__ = [
    "Action",
    "ActionPage",
    "Crumb",
    "DetailPage",
    "EditPage",
    "FormPage",
    "JobPage",
    "ListPage",
    "LiveMixin",
    "ObjectMixin",
    "Page",
    "SectionPage",
    "signed_out",
]
