"""Which shortcuts are there? One entry each; palette, sheet, tooltips and the page of keys read them here."""

from collections.abc import Mapping

from warmline.shortcuts.shortcut import Place, Shortcut

_INBOX, _CONVERSATION, _WRITING = Place.INBOX, Place.CONVERSATION, Place.WRITING

_ALL = (
    Shortcut("palette", "Find or do anything", "Mod+k", sign="palette", icon="search"),
    Shortcut("sheet", "Show all shortcuts", "?", sign="sheet", icon="keyboard"),
    Shortcut("search", "Search", "/", press="/", go="/desk/search/", icon="search"),
    Shortcut("next", "Next conversation", "j", _INBOX, sign="next", icon="down"),
    Shortcut("previous", "Previous conversation", "k", _INBOX, sign="previous", icon="up"),
    Shortcut("open", "Open the conversation", "o", _INBOX, sign="open", icon="open"),
    Shortcut("take", "Take over", "t", _CONVERSATION, press="t", icon="person"),
    Shortcut("reply", "Write a reply", "r", _CONVERSATION, press="r", icon="edit"),
    Shortcut("note", "Write a private note", "n", _CONVERSATION, press="n", icon="note"),
    Shortcut("assign", "Hand to a colleague", "a", _CONVERSATION, press="a", icon="people"),
    Shortcut("snooze", "Snooze", "s", _CONVERSATION, press="s", icon="moon"),
    Shortcut("back", "Give back to the assistant", "b", _CONVERSATION, press="b", icon="bot"),
    Shortcut("close", "Close the conversation", "e", _CONVERSATION, press="e", icon="check"),
    Shortcut("label", "Put labels on", "l", _CONVERSATION, press="l", icon="tag"),
    Shortcut("task", "Write a task down", "d", _CONVERSATION, press="d", icon="tasks"),
    Shortcut("insight", "Why did they really write?", "i", _CONVERSATION, press="i", icon="spark"),
    Shortcut("bell", "Notifications", "h", press="h", go="/notifications/", icon="bell"),
    Shortcut("undo", "Take the last reply back", "Mod+z", press="z", icon="return", is_for_empty_box=True),
    Shortcut("send", "Send or save what is written", "Mod+Enter", _WRITING, sign="send", icon="send"),
    Shortcut("leave", "Leave the box", "Escape", _WRITING, sign="leave", icon="close"),
    Shortcut("queue", "Queue", "g q", go="/desk/?tab=queue", icon="queue"),
    Shortcut("mine", "Mine", "g m", go="/desk/?tab=mine", icon="inbox"),
    Shortcut("mentions", "Mentions", "g n", go="/desk/?tab=mentions", icon="at"),
    Shortcut("snoozed", "Snoozed", "g s", go="/desk/?tab=snoozed", icon="moon"),
    Shortcut("bot", "With the bot", "g b", go="/desk/?tab=bot", icon="bot"),
    Shortcut("closed", "Closed", "g c", go="/desk/?tab=closed", icon="check"),
    Shortcut("all", "All conversations", "g a", go="/desk/?tab=all", icon="inbox"),
    Shortcut("tasks", "Tasks", "g t", go="/tasks/", icon="tasks"),
    Shortcut("decisions", "Decisions", "g d", go="/decisions/", icon="decisions"),
    Shortcut("knowledge", "Knowledge", "g k", go="/knowledge/", icon="knowledge"),
    Shortcut("insights", "Insights", "g i", go="/insights/", icon="spark"),
    Shortcut("me", "Me: away, shortcuts, sign out", "g y", go="/staff/me/", icon="person"),
    Shortcut("shortcuts", "Change the shortcuts", go="/shortcuts/", icon="keyboard"),
    Shortcut("hearing", "How I hear about things", go="/notifications/settings/", icon="bell"),
    Shortcut("views", "Views of the inbox", go="/desk/views/", icon="filter"),
    Shortcut("macros", "Macros", go="/macros/", icon="copy"),
    Shortcut("labels", "Labels", go="/desk/labels/", icon="tag"),
    Shortcut("labelling", "Label questions", go="/learning/label/", icon="tag"),
    Shortcut("new-answer", "New answer", go="/knowledge/new-answer/", icon="plus"),
    Shortcut("new-article", "New article", go="/knowledge/new-article/", icon="plus"),
    Shortcut("help", "Help centre", go="/help/", icon="help"),
    Shortcut("gaps", "Gaps", "g g", go="/gaps/", icon="search", is_owners=True),
    Shortcut("learning", "Learning", "g l", go="/learning/", icon="star", is_owners=True),
    Shortcut("rules", "Rules", "g r", go="/rules/", icon="rules", is_owners=True),
    Shortcut("imports", "Bring in a list of customers", go="/imports/", icon="upload", is_owners=True),
    Shortcut("people", "People", "g p", go="/people/", icon="people", is_owners=True),
    Shortcut("routing", "Routing", go="/routing/", icon="merge", is_owners=True),
    Shortcut("service", "Service times", go="/service/", icon="clock", is_owners=True),
    Shortcut("business", "Business", go="/business/", icon="business", is_owners=True),
)

#: By name, in the order in which they are shown.
SHORTCUTS: Mapping[str, Shortcut] = {each.name: each for each in _ALL}
