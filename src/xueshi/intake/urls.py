"""Addresses of jobs."""

from __future__ import annotations

from django.urls import path

from xueshi.intake import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<str:number>/", views.job, name="job"),
    path("jobs/<str:number>/progress/", views.progress, name="job_progress"),
    path("jobs/<str:number>/cancel/", views.cancel, name="job_cancel"),
    path("jobs/<str:number>/result/", views.result, name="job_result"),
]
