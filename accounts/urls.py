"""Addresses of the accounts app."""

from django.urls import path

from accounts.views import (
    administration,
    members,
    organisations,
    passwords,
    profile,
    registration,
    sign_in,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("parked/", sign_in.ParkedForm.as_view(), name="parked"),
    path("password/", passwords.ChangePassword.as_view(), name="change-password"),
    path("password/forgotten/", passwords.AskReset.as_view(), name="reset-password"),
    path("password/sent/", passwords.ResetSent.as_view(), name="reset-password-sent"),
    path(
        "password/<str:uid>/<str:token>/",
        passwords.SetPassword.as_view(),
        name="reset-password-set",
    ),
    path("profile/", profile.Profile.as_view(), name="profile"),
    path("tokens/", profile.TokenList.as_view(), name="tokens"),
    path("tokens/new/", profile.TokenCreate.as_view(), name="token-create"),
    path("tokens/<int:pk>/revoke/", profile.TokenRevoke.as_view(), name="token-revoke"),
    path("register/", registration.ChoosePlace.as_view(), name="register"),
    path(
        "register/<str:division>/", registration.Register.as_view(), name="register-at"
    ),
    path(
        "organisations/<int:pk>/resubmit/",
        registration.Resubmit.as_view(),
        name="registration-resubmit",
    ),
    path(
        "registrations/", registration.RegistrationList.as_view(), name="registrations"
    ),
    path(
        "registrations/<int:pk>/",
        registration.RegistrationDetail.as_view(),
        name="registration",
    ),
    path(
        "registrations/<int:pk>/confirm/",
        registration.RegistrationConfirm.as_view(),
        name="registration-confirm",
    ),
    path(
        "registrations/<int:pk>/refuse/",
        registration.RegistrationRefuse.as_view(),
        name="registration-refuse",
    ),
    path(
        "organisations/", organisations.OrganisationList.as_view(), name="organisations"
    ),
    path(
        "organisations/new/",
        organisations.OrganisationCreate.as_view(),
        name="organisation-create",
    ),
    path(
        "organisations/<int:pk>/",
        organisations.OrganisationDetail.as_view(),
        name="organisation",
    ),
    path(
        "organisations/<int:pk>/edit/",
        organisations.OrganisationEdit.as_view(),
        name="organisation-edit",
    ),
    path(
        "organisations/<int:pk>/administrator/",
        organisations.OrganisationAdministrator.as_view(),
        name="organisation-administrator",
    ),
    path(
        "organisations/<int:pk>/disable/",
        organisations.OrganisationDisable.as_view(),
        name="organisation-disable",
    ),
    path(
        "organisations/<int:pk>/enable/",
        organisations.OrganisationEnable.as_view(),
        name="organisation-enable",
    ),
    path(
        "organisations/<int:pk>/members/", members.MemberList.as_view(), name="members"
    ),
    path(
        "organisations/<int:pk>/members/invite/",
        members.MemberInvite.as_view(),
        name="member-invite",
    ),
    path("posts/<int:pk>/edit/", members.PostEdit.as_view(), name="post-edit"),
    path("posts/<int:pk>/deputy/", members.PostDeputy.as_view(), name="post-deputy"),
    path("posts/<int:pk>/end/", members.PostEnd.as_view(), name="post-end"),
    path(
        "invitations/<int:pk>/withdraw/",
        members.InvitationWithdraw.as_view(),
        name="invitation-withdraw",
    ),
    path(
        "invitations/<str:token>/",
        members.InvitationAccept.as_view(),
        name="invitation-accept",
    ),
    path("users/", administration.UserList.as_view(), name="users"),
    path(
        "users/<int:pk>/disable/",
        administration.UserDisable.as_view(),
        name="user-disable",
    ),
    path(
        "users/<int:pk>/enable/",
        administration.UserEnable.as_view(),
        name="user-enable",
    ),
    path("security/", administration.Security.as_view(), name="security"),
    path(
        "security/locked/<str:username>/unlock/",
        administration.Unlock.as_view(),
        name="unlock",
    ),
    path(
        "security/sessions/<int:pk>/end/",
        administration.SessionsEnd.as_view(),
        name="sessions-end",
    ),
    path("access-log/", administration.AccessLog.as_view(), name="access-log"),
    path(
        "access-log/export/",
        administration.AccessLogExport.as_view(),
        name="access-log-export",
    ),
]
