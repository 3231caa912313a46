"""The rates of the credit for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response

from incentives.models import CreditRates
from incentives.services.rates import add_rates
from ui.api import ReadOnlyViewSet, body_of


class CreditRatesSerializer(serializers.ModelSerializer[CreditRates]):
    """Shares of one (0.3000 is 30%), in force from a day until the next row's."""

    class Meta:
        model = CreditRates
        fields = ["id", "effective_from", "credit", "education", "local", "basis"]


class NewRatesSerializer(serializers.Serializer[Any]):
    """A row from a day to come."""

    effective_from = serializers.DateField(help_text="First of a month to come")
    credit = serializers.DecimalField(5, 4, min_value=Decimal(0))
    education = serializers.DecimalField(5, 4, min_value=Decimal(0))
    local = serializers.DecimalField(5, 4, min_value=Decimal(0))
    basis = serializers.CharField(max_length=300)


class CreditRatesViewSet(ReadOnlyViewSet):
    """All may read; a national lead adds a row, nobody changes one."""

    queryset = CreditRates.objects.all()
    serializer_class = CreditRatesSerializer
    permission_classes = [IsAuthenticatedOrReadOnly]
    updated_since_field = "entered_at"
    ordering = "-effective_from"

    @extend_schema(request=NewRatesSerializer, responses={201: CreditRatesSerializer})
    def create(self, request: Request) -> Response:
        """Add a row."""
        row = add_rates(
            **body_of(request, NewRatesSerializer), by=request.user, now=timezone.now()
        )
        return Response(CreditRatesSerializer(row).data, status=201)
