"""Addresses of this app."""

from django.urls import path

from documents.views import files, jobs

app_name = "documents"
urlpatterns = [
    path("files/<uuid:pk>/", files.FileDownload.as_view(), name="download"),
    path("jobs/", jobs.JobList.as_view(), name="jobs"),
    path("jobs/<int:pk>/", jobs.JobDetail.as_view(), name="job"),
    path("jobs/<int:pk>/status/", jobs.JobStatus.as_view(), name="job-status"),
    path("jobs/<int:pk>/retry/", jobs.JobRetry.as_view(), name="job-retry"),
]
