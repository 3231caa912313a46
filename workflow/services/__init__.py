"""The verbs of the life cycle."""

from workflow.services.appeals import MAX_APPEAL_FILES, file_appeal, hand_up_appeal
from workflow.services.archive import order_archive
from workflow.services.audit import verify_chain
from workflow.services.bound import bind_rows_of
from workflow.services.content import head_content, section_content, sections_content
from workflow.services.door import MoveOffer, advance, decline_proposal, moves_open_to
from workflow.services.drafting import (
    Reading,
    blocking_issues,
    content_issues,
    last_remarks,
)
from workflow.services.draws import ask_to_draw_again, draw_panel, same_again
from workflow.services.evidence import attach, attach_by_authority, detach
from workflow.services.exceptions import grant_late_exception, revoke_late_exception
from workflow.services.experts import add_expert, declare_tie, edit_expert, end_tie
from workflow.services.filing import (
    SEAL_IS_NO_PICTURE,
    Filed,
    file_objection,
    find_objection,
)
from workflow.services.four_eyes import (
    confirm_proposed,
    drop_proposed,
    fall_away,
    lay_before_leads,
    take_effect,
)
from workflow.services.handling import (
    assign_case,
    declare_conflict,
    free_if_left,
    give_back,
    take_case,
)
from workflow.services.limits import ASKING, FILING, count_once
from workflow.services.many import RowAct, RowResult, RowState, act_on_many
from workflow.services.messages import mark_all_read, mark_read
from workflow.services.objections import (
    confirm_objection,
    investigate,
    remind_of_objection,
    return_objection,
)
from workflow.services.opinions import (
    OpinionBoard,
    Wanted,
    ask_opinions,
    cancel_opinion,
    chase_opinion,
    departments_to_ask,
    draft_opinion,
    opinions_seen_by,
    return_draft,
    seen_opinion,
    sign_opinion,
    write_resolution,
)
from workflow.services.panel_reading import (
    SeenSeat,
    draws_seen,
    panels_seen_by,
    seats_seen,
    submission_seen_from,
)
from workflow.services.panels import close_panel, remind_panel, second_round
from workflow.services.papers import NOTICE_JOB, paper_of
from workflow.services.questions import (
    ANSWER_FILES,
    MOST_FILES,
    Given,
    ask_question,
    chase_question,
    expire_question,
    last_day,
    save_answer,
    submit_answer,
    withdraw_question,
)
from workflow.services.reading import steps_seen_by
from workflow.services.record import next_number
from workflow.services.reminders import remind
from workflow.services.rounds import (
    close_round,
    create_round,
    current_rules,
    publish_round,
    refuse_unless_taken,
    rules_in,
    rules_of,
    set_rules,
    update_round,
)
from workflow.services.saved_views import change_view, delete_view, save_view
from workflow.services.saving import (
    SectionInput,
    open_draft,
    outline_of,
    save_section,
    save_sections,
)
from workflow.services.seats import (
    accept_seat,
    decline_seat,
    lapse_seat,
    recuse_from_seat,
)
from workflow.services.sheets import save_sheet, submit_sheet
from workflow.services.shifting import shift_terms
from workflow.services.tally import tally_of
from workflow.services.telling import tell
from workflow.services.terms import days_within
from workflow.services.timeline import kinds_seen_by, latest_entries, timeline_page
from workflow.services.workload import Load, done_since, handlers_of, workload_of

__all__ = [
    "ANSWER_FILES",
    "ASKING",
    "FILING",
    "MAX_APPEAL_FILES",
    "MOST_FILES",
    "NOTICE_JOB",
    "SEAL_IS_NO_PICTURE",
    "Filed",
    "Given",
    "Load",
    "MoveOffer",
    "OpinionBoard",
    "Reading",
    "RowAct",
    "RowResult",
    "RowState",
    "SectionInput",
    "SeenSeat",
    "Wanted",
    "accept_seat",
    "act_on_many",
    "add_expert",
    "advance",
    "ask_opinions",
    "ask_question",
    "ask_to_draw_again",
    "assign_case",
    "attach",
    "attach_by_authority",
    "bind_rows_of",
    "blocking_issues",
    "cancel_opinion",
    "change_view",
    "chase_opinion",
    "chase_question",
    "close_panel",
    "close_round",
    "confirm_objection",
    "confirm_proposed",
    "content_issues",
    "count_once",
    "create_round",
    "current_rules",
    "days_within",
    "declare_conflict",
    "declare_tie",
    "decline_proposal",
    "decline_seat",
    "delete_view",
    "departments_to_ask",
    "detach",
    "done_since",
    "draft_opinion",
    "draw_panel",
    "draws_seen",
    "drop_proposed",
    "edit_expert",
    "end_tie",
    "expire_question",
    "fall_away",
    "file_appeal",
    "file_objection",
    "find_objection",
    "free_if_left",
    "give_back",
    "grant_late_exception",
    "hand_up_appeal",
    "handlers_of",
    "head_content",
    "investigate",
    "kinds_seen_by",
    "lapse_seat",
    "last_day",
    "last_remarks",
    "latest_entries",
    "lay_before_leads",
    "mark_all_read",
    "mark_read",
    "moves_open_to",
    "next_number",
    "open_draft",
    "opinions_seen_by",
    "order_archive",
    "outline_of",
    "panels_seen_by",
    "paper_of",
    "publish_round",
    "recuse_from_seat",
    "refuse_unless_taken",
    "remind",
    "remind_of_objection",
    "remind_panel",
    "return_draft",
    "return_objection",
    "revoke_late_exception",
    "rules_in",
    "rules_of",
    "same_again",
    "save_answer",
    "save_section",
    "save_sections",
    "save_sheet",
    "save_view",
    "seats_seen",
    "second_round",
    "section_content",
    "sections_content",
    "seen_opinion",
    "set_rules",
    "shift_terms",
    "sign_opinion",
    "steps_seen_by",
    "submission_seen_from",
    "submit_answer",
    "submit_sheet",
    "take_case",
    "take_effect",
    "tally_of",
    "tell",
    "timeline_page",
    "update_round",
    "verify_chain",
    "withdraw_question",
    "workload_of",
    "write_resolution",
]
