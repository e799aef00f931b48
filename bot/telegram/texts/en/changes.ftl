# What an edition of a list changed, as cards, news and lists of the latest tell it.

change-added = { $day }: came onto { $list }
change-removed = { $day }: gone from { $list }
change-changed = { $day }: { $list } changed { $fields }
# One field that changed, with its old and new value; { $old } or { $new } may be change-nothing.
change-field = { $field } (from { $old } to { $new })
change-field-added = { $field } (new: { $values })
change-field-removed = { $field } (gone: { $values })
change-field-both = { $field } (new: { $new }; gone: { $old })
change-nothing = nothing
change-more = … and { $count } more
field-names = names
field-kind = kind
field-programmes = programmes
field-listed_on = date of listing
field-delisted_on = date of removal
field-identifiers = identifiers
field-addresses = addresses
field-birth = birth
field-nationalities = nationalities
field-position = position
field-reasons = reasons
field-relations = ties
field-details = details
field-remarks = remarks
field-source_url = link
