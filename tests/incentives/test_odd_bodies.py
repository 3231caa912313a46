"""Bodies that are no object, or lack their file, are told so."""

import pytest

from tests.factories.credit import an_account

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.mark.parametrize("resource", ["fund-entries", "obstacles"])
@pytest.mark.parametrize("body", ["[]", "[1]", '"x"', "null"])
def test_a_body_that_is_no_object_names_no_project(api_as, resource, body):
    answer = api_as("enterprise").post(
        f"{API}/{resource}/", body, content_type="application/json"
    )
    assert answer.status_code in {404, 422}
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_a_voucher_without_a_file_is_refused_at_its_field(api_as):
    account = an_account()
    address = f"{API}/credit-accounts/{account.public_id}/vouchers/"
    answer = api_as("enterprise").post(address, {}, format="multipart")
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["file"]
