# Who may do what: /grant, /revoke, /roles, /audit.

roles-owners-only = Only my owners may do that.
roles-private = I do that in our private chat only.
roles-grant-usage = Say whom and what: /grant 123456789 editor, or reply to the person’s message with /grant editor. An editor may change what I hold; a reader may ask me in private where others may not. The other role is reader.
roles-revoke-usage = Say whose: /revoke 123456789, or reply to the person’s message with /revoke.
roles-owner-by-setting = Owners are set where I run (SANCTIONS_BOT_ADMINS), not here.
roles-granted-editor = { $id } is an editor now: he may re-index, add and remove, accept and roll back.
roles-granted-reader = { $id } is a reader now: he may ask me in private.
roles-revoked = { $id } has no role any more.
roles-had-none = { $id } had no role.
roles-title = Who may do what, by numeric id
roles-name-owner = owner
roles-name-editor = editor
roles-name-reader = reader
roles-how = /grant and /revoke change that.
audit-none = Nothing administrative was done yet.
audit-title = Administrative acts, newest first: { $count }
audit-broken = ⚠ The log was changed: entry { $entry } is not as it was written.
audit-by-itself = the bot or its machine
menu-grant = Give somebody a role
menu-revoke = Take somebody’s role away
menu-roles = Who has which role
menu-audit = What was done to me, by whom and when
