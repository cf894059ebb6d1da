"""Addresses of staff; the names without an app are those that django-allauth asks for."""

from django.urls import include, path
from django.views.decorators.cache import never_cache

from warmline.staff import (
    ability_views,
    account_views,
    audit_views,
    people_views,
    second_step_views,
    session_views,
    setup_views,
)
from warmline.staff.permissions import for_staff

_own = (
    [
        path("staff/join/<str:key>/<str:token>/", account_views.join_by_link, name="join"),
        path("staff/me/", account_views.me, name="me"),
        path("staff/me/language/", account_views.language, name="language"),
        path("staff/undo-time/", account_views.undo_time, name="undo_time"),
        path("staff/sessions/end/", session_views.end_sessions, name="end_sessions"),
        path("staff/sessions/<int:pk>/end/", session_views.end_session, name="end_session"),
        path("staff/presence/", account_views.presence, name="presence"),
        path("staff/away/", account_views.away, name="away"),
        path("staff/me/languages/", ability_views.own_languages, name="own_languages"),
        path("people/", people_views.people, name="people"),
        path("people/<int:pk>/abilities/", ability_views.abilities, name="abilities"),
        path("people/<int:pk>/link/", people_views.link, name="link"),
        path("people/<int:pk>/role/", people_views.role, name="role"),
        path("people/<int:pk>/deactivation/", people_views.deactivation, name="deactivation"),
        path("people/<int:pk>/activation/", people_views.activation, name="activation"),
        path("people/<int:pk>/second-step/", second_step_views.reset, name="reset_second_step"),
        path("people/second-step/", second_step_views.requirement, name="require_second_step"),
        path("audit/", audit_views.log, name="audit"),
        path("audit/export/", audit_views.export, name="audit_export"),
        path("welcome/", setup_views.welcome, name="welcome"),
        path("welcome/next/", setup_views.next_steps, name="next_steps"),
        path("business/", setup_views.business, name="business"),
    ],
    "staff",
)

_second_step = [
    path("", second_step_views.overview, name="mfa_index"),
    path("code/", second_step_views.AskedAtLogin.as_view(), name="mfa_authenticate"),
    path("app/", for_staff(second_step_views.AddApp.as_view()), name="mfa_activate_totp"),
    path("passkey/", for_staff(second_step_views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("codes/", for_staff(second_step_views.Codes.as_view()), name="mfa_view_recovery_codes"),
    path("codes/new/", for_staff(second_step_views.NewCodes.as_view()), name="mfa_generate_recovery_codes"),
    path("<int:pk>/removal/", second_step_views.removal, name="remove_second_step"),
    path("password/", for_staff(second_step_views.PasswordAgain.as_view()), name="account_reauthenticate"),
]

urlpatterns = [
    path("staff/second-step/", include(_second_step)),
    path("staff/login/", never_cache(account_views.StaffLogin.as_view()), name="account_login"),
    path("staff/logout/", never_cache(account_views.StaffLogout.as_view()), name="account_logout"),
    path("", include(_own)),
]
