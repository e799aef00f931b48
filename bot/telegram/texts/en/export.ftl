# /export and /forget.

export-bad-days = I cannot read how many days. Write /export for the last { $days } days, or /export 7 for the last seven; up to { $most } days.
export-nothing = You asked me nothing here in the last { $days } { $days ->
    [one] day
   *[other] days
} that I still know, so there is nothing to export.
export-failed = Sorry, I could not make the file. Please try again.
export-caption-pdf = Your conversation of the last { $days } { $days ->
    [one] day
   *[other] days
} with its sources: { $count } { $count ->
    [one] question
   *[other] questions
}. Only what you asked in this chat is in it.
export-caption-markdown = The same as Markdown.
# In the files.
export-title = Conversation with { $bot }
export-made = Exported on { $moment }. The last { $days } days, { $count } { $count ->
    [one] question
   *[other] questions
}.
export-asked = Asked on { $moment }
export-as-of = As it was known on { $day }.
export-sources = Sources
export-no-letters = Some letters are in no font of the machine that made this file and are shown as boxes; the Markdown file has them.
export-page = Page { $page }

forget-ask = Shall I delete all that I keep of you? That is: your questions and my answers to them in every chat, what you thought of them, your watches, and your settings. The buttons under my answers to you stop working. The messages themselves stay in the chats; you can delete those in Telegram. What others asked, and questions counted without saying who asked, stay.
forget-yes = Delete it all
forget-no = Keep it
forget-kept = I keep it all.
forget-done = Deleted: { $told }.
forget-nothing = I kept nothing of you.
forget-replies = { $count } { $count ->
    [one] question with its answer
   *[other] questions with their answers
}
forget-watches = { $count } { $count ->
    [one] watch
   *[other] watches
}
forget-chat_settings = your settings
forget-votes = { $count } { $count ->
    [one] opinion on an answer
   *[other] opinions on answers
}
forget-others = { $count } other { $count ->
    [one] thing
   *[other] things
}
forget-anonymous = I cannot tell who you are while you post anonymously. Use this command under your own name.
forget-not-yours = Only the one who asked for this can decide it.
