"""Accounts as other systems read them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from accounts.models import ApiToken, Organisation, Post, User


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """An organisation, without the persons' data."""

    class Meta:
        model = Organisation
        fields = (
            "id",
            "name",
            "short_name",
            "kind",
            "credit_code",
            "managing_unit",
            "division",
            "department",
            "is_lead_authority",
            "is_central_group",
            "status",
            "registered_at",
        )


class PostSerializer(serializers.ModelSerializer[Post]):
    """A post of one's own."""

    organisation_name = serializers.CharField(source="organisation.name")

    class Meta:
        model = Post
        fields = (
            "id",
            "organisation",
            "organisation_name",
            "role",
            "title",
            "is_organisation_admin",
            "valid_from",
            "valid_until",
        )


class MeSerializer(serializers.ModelSerializer[User]):
    """Who is calling, and what he may act as."""

    posts = PostSerializer(many=True, source="posts_now", read_only=True)

    class Meta:
        model = User
        fields = ("id", "username", "name", "email", "posts")


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token, never its secret."""

    class Meta:
        model = ApiToken
        fields = (
            "id",
            "name",
            "scope",
            "hint",
            "created_at",
            "expires_at",
            "last_used_at",
            "revoked_at",
        )
        read_only_fields = ("hint", "created_at", "last_used_at", "revoked_at")


class NewTokenSerializer(TokenSerializer):
    """A token just made, with its secret for the only time."""

    secret = serializers.SerializerMethodField()

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "secret")  # type: ignore[assignment]

    def get_secret(self, token: ApiToken) -> str:
        """The secret, handed over by the view."""
        secret: Any = self.context["secret"]
        return str(secret)
