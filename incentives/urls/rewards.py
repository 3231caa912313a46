"""Addresses of the dynamic reward, the project ranking and their indicators."""

from django.urls import path

from incentives.views import indicators, reward_results, rewards

ONE = "rewards/<int:pk>/"
RECKONED = f"{ONE}simulations/<int:number>/"

urlpatterns = [
    path("rewards/", rewards.RewardList.as_view(), name="rewards"),
    path("rewards/new/<slug:level>/", rewards.RewardNew.as_view(), name="reward-new"),
    path(ONE, rewards.RewardDetail.as_view(), name="reward"),
    path(f"{ONE}edit/", rewards.RewardEdit.as_view(), name="reward-edit"),
    path(f"{ONE}simulate/", rewards.RewardSimulate.as_view(), name="reward-simulate"),
    path(f"{ONE}propose/", rewards.RewardPropose.as_view(), name="reward-propose"),
    path(f"{ONE}send-back/", rewards.RewardSendBack.as_view(), name="reward-send-back"),
    path(f"{ONE}fix/", rewards.RewardFix.as_view(), name="reward-fix"),
    path(f"{ONE}publish/", rewards.RewardPublish.as_view(), name="reward-publish"),
    path(
        f"{ONE}compare/",
        reward_results.SimulationCompare.as_view(),
        name="reward-compare",
    ),
    path(RECKONED, reward_results.SimulationPage.as_view(), name="reward-simulation"),
    path(
        f"{RECKONED}export/",
        reward_results.SimulationExport.as_view(),
        name="reward-export",
    ),
    path(f"{RECKONED}pdf/", reward_results.SimulationPdf.as_view(), name="reward-pdf"),
    path(
        f"{RECKONED}today/",
        reward_results.SimulationToday.as_view(),
        name="reward-today",
    ),
    path(
        f"{RECKONED}places/<slug:place>/",
        reward_results.SimulationPlace.as_view(),
        name="reward-place",
    ),
    path("indicators/", indicators.IndicatorList.as_view(), name="indicators"),
    path(
        "indicators/<slug:key>/rows/",
        indicators.IndicatorRows.as_view(),
        name="indicator-rows",
    ),
    path(
        "indicator-entries/", indicators.EntryList.as_view(), name="indicator-entries"
    ),
    path(
        "indicator-entries/new/",
        indicators.EntryNew.as_view(),
        name="indicator-entry-new",
    ),
    path(
        "indicator-entries/<int:pk>/",
        indicators.EntryDetail.as_view(),
        name="indicator-entry",
    ),
    path(
        "indicator-entries/<int:pk>/decide/",
        indicators.EntryDecide.as_view(),
        name="indicator-entry-decide",
    ),
]
