"""Addresses of staff; the two names without an app are those that django-allauth asks for."""

from django.urls import include, path
from django.views.decorators.cache import never_cache

from warmline.staff import ability_views, account_views, people_views, setup_views

_own = (
    [
        path("staff/join/<str:key>/<str:token>/", account_views.join_by_link, name="join"),
        path("staff/me/", account_views.me, name="me"),
        path("staff/me/language/", account_views.language, name="language"),
        path("staff/undo-time/", account_views.undo_time, name="undo_time"),
        path("staff/presence/", account_views.presence, name="presence"),
        path("staff/away/", account_views.away, name="away"),
        path("staff/me/languages/", ability_views.own_languages, name="own_languages"),
        path("people/", people_views.people, name="people"),
        path("people/<int:pk>/abilities/", ability_views.abilities, name="abilities"),
        path("people/<int:pk>/link/", people_views.link, name="link"),
        path("people/<int:pk>/role/", people_views.role, name="role"),
        path("people/<int:pk>/deactivation/", people_views.deactivation, name="deactivation"),
        path("people/<int:pk>/activation/", people_views.activation, name="activation"),
        path("welcome/", setup_views.welcome, name="welcome"),
        path("welcome/next/", setup_views.next_steps, name="next_steps"),
        path("business/", setup_views.business, name="business"),
    ],
    "staff",
)

urlpatterns = [
    path("staff/login/", never_cache(account_views.StaffLogin.as_view()), name="account_login"),
    path("staff/logout/", never_cache(account_views.StaffLogout.as_view()), name="account_logout"),
    path("", include(_own)),
]
