"""Two at once: the organisation still keeps an administrator."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Organisation, Post, User
from accounts.services import end_post
from ui.refusals import Invalid


@pytest.mark.django_db(transaction=True)
def test_two_administrators_leaving_at_the_same_moment_do_not_both_leave():
    firm = Organisation.objects.get(posts__user__username="enterprise")
    second = User.objects.create(username="second", name="第二管理员")
    Post.objects.create(
        user=second, organisation=firm, role="lead", is_organisation_admin=True
    )
    barrier = Barrier(2)

    def leave(pk):
        try:
            post = Post.objects.select_related("organisation", "user").get(pk=pk)
            barrier.wait(timeout=10)
            end_post(post=post, by=post.user)
        except Invalid:
            return "kept"
        else:
            return "left"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        keys = firm.posts.values_list("pk", flat=True)
        assert sorted(pool.map(leave, keys)) == ["kept", "left"]
    assert firm.posts.running().administering().count() == 1
