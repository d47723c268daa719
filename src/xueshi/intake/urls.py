"""Addresses of imports and jobs."""

from __future__ import annotations

from django.urls import path, re_path

from xueshi.intake.views import imports, jobs

urlpatterns = [
    path("imports/", imports.centre, name="imports"),
    path("imports/new/", imports.begin, name="import_new"),
    path("imports/template/<str:kind>/", imports.template, name="import_template"),
    path("imports/<str:number>/", imports.show, name="import"),
    path("imports/<str:number>/columns/", imports.map_columns, name="import_map"),
    path("imports/<str:number>/overwrite/", imports.overwrite, name="import_overwrite"),
    path("imports/<str:number>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<str:number>/undo/", imports.undo, name="import_undo"),
    re_path(r"^imports/(?P<number>\w+)/(?P<act>start|pause|continue|drop)/$", imports.act, name="import_act"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<str:number>/", jobs.job, name="job"),
    path("jobs/<str:number>/progress/", jobs.progress, name="job_progress"),
    path("jobs/<str:number>/cancel/", jobs.cancel, name="job_cancel"),
    path("jobs/<str:number>/result/", jobs.result, name="job_result"),
]
