"""Addresses of the pages about people over time and of the work lists of their units."""

from __future__ import annotations

from django.urls import path

from xueshi.people.views import (
    corrections,
    exemptions,
    floating,
    identity,
    merging,
    newcomers,
    reorganise,
    states,
    timeline,
    transfers,
    vault,
)

urlpatterns = [
    path("people/new/", newcomers.person_new, name="person_new"),
    path("people/find/", identity.person_find, name="person_find"),
    path("people/duplicates/", merging.duplicate_list, name="duplicates"),
    path("people/merge/", merging.merge_new, name="person_merge"),
    path("people/<str:number>/identity/", identity.person_identity, name="person_identity"),
    path("people/<str:number>/file/", identity.person_file, name="person_file"),
    path("people/<str:number>/merges/undo/", merging.merges_undo, name="merges_undo"),
    path("vault/", vault.vault, name="vault"),
    path("vault/rotate/", vault.vault_rotate, name="vault_rotate"),
    path("vault/drop/", vault.vault_drop, name="vault_drop"),
    path("organisations/<str:number>/reorganise/<str:kind>/", reorganise.reorganise_page, name="reorganise"),
    path("organisations/<str:number>/edges/new/", reorganise.edge_new, name="edge_new"),
    path("organisations/<str:number>/edges/<int:key>/end/", reorganise.edge_close, name="edge_close"),
    path("reorganisations/<str:number>/undo/", reorganise.reorganise_undo, name="reorganise_undo"),
    path("people/<str:number>/timeline/", timeline.person_timeline, name="person_timeline"),
    path("people/<str:number>/states/<str:kind>/new/", states.state_new, name="state_new"),
    path("people/<str:number>/states/<str:kind>/<int:key>/end/", states.state_close, name="state_close"),
    path("people/<str:number>/states/<str:kind>/<int:key>/undo/", states.state_undo, name="state_undo"),
    path(
        "people/<str:number>/states/<str:kind>/<int:key>/correction/",
        corrections.correction_new,
        name="correction_new",
    ),
    path("people/<str:number>/transfer/", transfers.transfer_new, name="transfer_new"),
    path("transfers/", transfers.transfer_list, name="transfers"),
    path("transfers/<str:number>/", transfers.transfer, name="transfer"),
    path("transfers/<str:number>/letter/", transfers.transfer_letter, name="transfer_letter"),
    path("transfers/<str:number>/<str:act>/", transfers.transfer_step, name="transfer_step"),
    path("floating/", floating.stay_list, name="stays"),
    path("floating/<str:number>/", floating.stay, name="stay"),
    path("floating/<str:number>/<str:act>/", floating.stay_step, name="stay_step"),
    path("exemptions/", exemptions.exemption_list, name="exemptions"),
    path("exemptions/confirm/", exemptions.exemptions_confirm, name="exemptions_confirm"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("corrections/<str:number>/", corrections.correction, name="correction"),
    path("corrections/<str:number>/decide/", corrections.correction_decide, name="correction_decide"),
    path("corrections/<str:number>/undo/", corrections.correction_undo, name="correction_undo"),
]
