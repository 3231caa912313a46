"""Addresses of the life cycle."""

from django.urls import path

from workflow.views import (
    appeals,
    asking,
    case,
    desk,
    durations,
    exceptions,
    experts,
    handling,
    history,
    messages,
    notices,
    objecting,
    objections,
    opinions,
    panels,
    questions,
    ranking,
    rounds,
    saved,
    seats,
    submissions,
)

app_name = "workflow"
urlpatterns = [
    path("desk/", desk.Desk.as_view(), name="desk"),
    path("desk/export/", desk.DeskExport.as_view(), name="desk-export"),
    path("desk/acts/", handling.DeskActs.as_view(), name="desk-acts"),
    path("desk/workload/", handling.WorkloadPage.as_view(), name="workload"),
    path(
        "applications/<int:pk>/handling/",
        handling.HandlingPage.as_view(),
        name="handling",
    ),
    path("saved-views/", saved.SaveView.as_view(), name="saved-views"),
    path("saved-views/<int:pk>/", saved.SavedViewEdit.as_view(), name="saved-view"),
    path(
        "saved-views/<int:pk>/delete/",
        saved.SavedViewDelete.as_view(),
        name="saved-view-delete",
    ),
    path("applications/<int:pk>/", case.ApplicationPage.as_view(), name="application"),
    path("applications/<int:pk>/moves/", case.MoveAction.as_view(), name="move"),
    path(
        "applications/<int:pk>/decline/", case.DeclineAction.as_view(), name="decline"
    ),
    path(
        "applications/<int:pk>/submissions/<int:number>/",
        submissions.SubmissionPage.as_view(),
        name="submission",
    ),
    path(
        "applications/<int:pk>/timeline/",
        history.TimelinePage.as_view(),
        name="timeline",
    ),
    path(
        "applications/<int:pk>/archive/",
        history.ArchiveOrder.as_view(),
        name="archive",
    ),
    path(
        "applications/<int:pk>/compare/", history.ComparePage.as_view(), name="compare"
    ),
    path(
        "applications/<int:pk>/opinions/ask/",
        asking.AskOpinions.as_view(),
        name="opinions-ask",
    ),
    path(
        "applications/<int:pk>/resolutions/new/",
        asking.ResolutionWrite.as_view(),
        name="resolution-write",
    ),
    path("opinions/", opinions.OpinionList.as_view(), name="opinions"),
    path("opinions/<int:pk>/", opinions.OpinionPage.as_view(), name="opinion"),
    path(
        "opinions/<int:pk>/draft/", opinions.DraftAction.as_view(), name="opinion-draft"
    ),
    path("opinions/<int:pk>/sign/", opinions.SignAction.as_view(), name="opinion-sign"),
    path(
        "opinions/<int:pk>/return/",
        opinions.ReturnAction.as_view(),
        name="opinion-return",
    ),
    path(
        "opinions/<int:pk>/cancel/",
        opinions.OpinionCancel.as_view(),
        name="opinion-cancel",
    ),
    path(
        "applications/<int:pk>/questions/new/",
        questions.QuestionAsk.as_view(),
        name="question-ask",
    ),
    path("questions/<int:pk>/", questions.QuestionPage.as_view(), name="question"),
    path(
        "questions/<int:pk>/answer/",
        questions.QuestionAnswer.as_view(),
        name="question-answer",
    ),
    path(
        "questions/<int:pk>/withdraw/",
        questions.QuestionWithdraw.as_view(),
        name="question-withdraw",
    ),
    path(
        "rounds/<int:pk>/exceptions/",
        exceptions.ExceptionList.as_view(),
        name="exceptions",
    ),
    path(
        "rounds/<int:pk>/exceptions/new/",
        exceptions.ExceptionGrant.as_view(),
        name="exception-grant",
    ),
    path(
        "exceptions/<int:pk>/revoke/",
        exceptions.ExceptionRevoke.as_view(),
        name="exception-revoke",
    ),
    path("durations/", durations.Durations.as_view(), name="durations"),
    path(
        "durations/export/",
        durations.DurationsExport.as_view(),
        name="durations-export",
    ),
    path("rounds/", rounds.RoundList.as_view(), name="rounds"),
    path("rounds/new/", rounds.RoundCreate.as_view(), name="round-create"),
    path("rounds/<int:pk>/", rounds.RoundPage.as_view(), name="round"),
    path("rounds/<int:pk>/edit/", rounds.RoundEdit.as_view(), name="round-edit"),
    path(
        "rounds/<int:pk>/publish/", rounds.RoundPublish.as_view(), name="round-publish"
    ),
    path("rounds/<int:pk>/close/", rounds.RoundClose.as_view(), name="round-close"),
    path("rounds/<int:pk>/rules/", rounds.RulesEdit.as_view(), name="round-rules"),
    path(
        "rounds/<int:pk>/override/",
        rounds.RulesOverride.as_view(),
        name="round-override",
    ),
    path("notices/", notices.NoticeList.as_view(), name="notices"),
    path("notices/<str:number>/", notices.NoticePage.as_view(), name="notice"),
    path("notices/<str:number>/pdf/", notices.NoticePaper.as_view(), name="notice-pdf"),
    path(
        "notices/<str:number>/objection/",
        objecting.ObjectionCreate.as_view(),
        name="objection-new",
    ),
    path(
        "objections/receipt/",
        objecting.ObjectionReceipt.as_view(),
        name="objection-receipt",
    ),
    path(
        "objections/status/",
        objecting.ObjectionStatus.as_view(),
        name="objection-status",
    ),
    path("objections/", objections.ObjectionList.as_view(), name="objections"),
    path(
        "objections/export/",
        objections.ObjectionExport.as_view(),
        name="objections-export",
    ),
    path("objections/<int:pk>/", objections.ObjectionPage.as_view(), name="objection"),
    path(
        "objections/<int:pk>/investigate/",
        objections.ObjectionInvestigate.as_view(),
        name="objection-investigate",
    ),
    path(
        "objections/<int:pk>/confirm/",
        objections.ObjectionConfirm.as_view(),
        name="objection-confirm",
    ),
    path(
        "objections/<int:pk>/return/",
        objections.ObjectionReturn.as_view(),
        name="objection-return",
    ),
    path(
        "applications/<int:pk>/appeal/",
        appeals.AppealCreate.as_view(),
        name="appeal-new",
    ),
    path(
        "applications/<int:pk>/appeal/hand-up/",
        appeals.AppealHandUp.as_view(),
        name="appeal-hand-up",
    ),
    path("notifications/", messages.Inbox.as_view(), name="notifications"),
    path(
        "notifications/read/",
        messages.NotificationsRead.as_view(),
        name="notifications-read",
    ),
    path(
        "notifications/<int:pk>/read/",
        messages.NotificationRead.as_view(),
        name="notification-read",
    ),
    path("experts/", experts.ExpertList.as_view(), name="experts"),
    path("experts/new/", experts.ExpertAdd.as_view(), name="expert-add"),
    path("experts/<int:pk>/", experts.ExpertPage.as_view(), name="expert"),
    path("experts/<int:pk>/edit/", experts.ExpertEdit.as_view(), name="expert-edit"),
    path("experts/<int:pk>/ties/new/", experts.TieAdd.as_view(), name="tie-add"),
    path("ties/<int:pk>/end/", experts.TieEnd.as_view(), name="tie-end"),
    path("panels/<int:pk>/", panels.PanelPage.as_view(), name="panel"),
    path("panels/<int:pk>/retry/", panels.PanelRetry.as_view(), name="panel-retry"),
    path("panels/<int:pk>/close/", panels.PanelClose.as_view(), name="panel-close"),
    path(
        "panels/<int:pk>/second-round/",
        panels.PanelSecond.as_view(),
        name="panel-second",
    ),
    path("ranking/", ranking.Ranking.as_view(), name="ranking"),
    path("ranking/export/", ranking.RankingExport.as_view(), name="ranking-export"),
    path("seats/", seats.SeatList.as_view(), name="seats"),
    path("seats/<int:pk>/", seats.SeatPage.as_view(), name="seat"),
    path("seats/<int:pk>/accept/", seats.SeatAccept.as_view(), name="seat-accept"),
    path("seats/<int:pk>/decline/", seats.SeatDecline.as_view(), name="seat-decline"),
    path("seats/<int:pk>/recuse/", seats.SeatRecuse.as_view(), name="seat-recuse"),
    path("seats/<int:pk>/score/", seats.ScorePage.as_view(), name="seat-score"),
    path("seats/<int:pk>/submit/", seats.ScoreSubmit.as_view(), name="seat-submit"),
    path("mails/", messages.MailLog.as_view(), name="mails"),
]
