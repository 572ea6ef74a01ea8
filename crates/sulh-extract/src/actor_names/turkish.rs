//! Names in capitals before their head: Turkish.
//!
//! *Adalet Bakanlığı*, *Aile ve Sosyal Hizmetler Bakanlığı*: the head stands last and bends.

use super::{LONGEST, is_kind_only};
use crate::actor_roles::Role;
use crate::passage::Passage;
use crate::token::Gap;

/// The name that a head at a place ends, half-open.
pub(super) fn name_at(head: usize, passage: &Passage<'_, '_>) -> Option<(usize, usize)> {
    if !passage.is_capital(head) {
        return None;
    }
    let mut first = head;
    let mut has_and = false;
    while first > 0 && head - first < LONGEST {
        let before = first - 1;
        let gap = passage.token(first)?.gap;
        if !matches!(gap, Gap::Space | Gap::Hyphen) {
            break;
        }
        let is_comma = passage.token(before).is_some_and(|token| token.is_sign(","));
        let is_joint = passage.role(before) == Role::And || (is_comma && has_and);
        if is_joint {
            let is_inner = before > 0
                && first < head
                && passage.is_capital(before - 1)
                && !matches!(passage.role(before - 1), Role::Head | Role::WeakHead);
            if !is_inner {
                break;
            }
            has_and = true;
            first = before - 1;
        } else if passage.is_capital(before) && passage.role(before) != Role::Apart {
            first = before;
        } else {
            break;
        }
    }
    let is_kind = is_kind_only(first, passage);
    (first < head && !is_kind).then_some((first, head + 1))
}
