"""The verbs of identity: enrol, create, end, sign in, sign out."""

from motcua.foundation.identity.actions.citizens import enrol_citizen_from_claims, update_contact
from motcua.foundation.identity.actions.factors import (
    Enrolment,
    create_second_factor,
    enrol_demo_second_factor,
    reset_second_factor,
)
from motcua.foundation.identity.actions.imagined import imagine_citizen, imagine_officer
from motcua.foundation.identity.actions.look_ups import count_look_up
from motcua.foundation.identity.actions.officers import (
    Hashed,
    change_password,
    choose_keys,
    close_account,
    create_officer,
    end_post,
    hash_password,
    move_post,
    set_password,
)
from motcua.foundation.identity.actions.people import (
    give_number,
    know_person,
    know_without_number,
)
from motcua.foundation.identity.actions.provisioning import (
    let_officer_go,
    provision,
    remove_officer,
)
from motcua.foundation.identity.actions.rosters import (
    carry_out_roster,
    give_first_password,
    send_roster,
    send_roster_back,
)
from motcua.foundation.identity.actions.sessions import (
    end_browser,
    end_other_browsers,
    forget_sessions,
    note_seen,
)
from motcua.foundation.identity.actions.shared import (
    mark_device,
    offer_shared_screen,
    prolong_shared_session,
    time_out,
    touch_shared_session,
    unmark_device,
)
from motcua.foundation.identity.actions.sign_in import (
    begin_citizen_sign_in,
    begin_second_factor,
    confirm_second_factor,
    end_citizen_session,
    end_officer_session,
    end_session_at_provider,
    find_halfway,
    finish_citizen_sign_in,
    give_code,
    give_password,
    practise_as,
)
from motcua.foundation.identity.actions.standing_in import (
    begin_standing_in,
    stop_standing_in,
    take_seat,
)

__all__ = [
    "Enrolment",
    "Hashed",
    "begin_citizen_sign_in",
    "begin_second_factor",
    "begin_standing_in",
    "carry_out_roster",
    "change_password",
    "choose_keys",
    "close_account",
    "confirm_second_factor",
    "count_look_up",
    "create_officer",
    "create_second_factor",
    "end_browser",
    "end_citizen_session",
    "end_officer_session",
    "end_other_browsers",
    "end_post",
    "end_session_at_provider",
    "enrol_citizen_from_claims",
    "enrol_demo_second_factor",
    "find_halfway",
    "finish_citizen_sign_in",
    "forget_sessions",
    "give_code",
    "give_first_password",
    "give_number",
    "give_password",
    "hash_password",
    "imagine_citizen",
    "imagine_officer",
    "know_person",
    "know_without_number",
    "let_officer_go",
    "mark_device",
    "move_post",
    "note_seen",
    "offer_shared_screen",
    "practise_as",
    "prolong_shared_session",
    "provision",
    "remove_officer",
    "reset_second_factor",
    "send_roster",
    "send_roster_back",
    "set_password",
    "stop_standing_in",
    "take_seat",
    "time_out",
    "touch_shared_session",
    "unmark_device",
    "update_contact",
]
