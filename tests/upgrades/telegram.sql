BEGIN TRANSACTION;
CREATE TABLE answers (
	id VARCHAR(16) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	thread_id BIGINT, 
	asker_id BIGINT NOT NULL, 
	question_message_id BIGINT NOT NULL, 
	message_ids TEXT NOT NULL, 
	question TEXT NOT NULL, 
	answer TEXT, 
	asked_at FLOAT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (chat_id, question_message_id)
);
INSERT INTO "answers" VALUES('mXfX9F-1Rw0',100,NULL,7,5,'[]','Why was Tarn Shipping sanctioned?','{"id":"a1","question":"Why?","standalone_question":"Why?","kind":"answer","text":"Because.","sentences":[],"citations":[],"entities":[],"listings":[],"nearest":[],"choices":[],"confidence":1.0,"writer":"quotes","as_of":null,"generation":"g000001","notes":[]}',1764000000.0);
CREATE TABLE chat_settings (
	chat_id BIGINT NOT NULL, 
	settings TEXT NOT NULL, 
	PRIMARY KEY (chat_id)
);
CREATE TABLE gaps (
	"key" TEXT NOT NULL, 
	question TEXT NOT NULL, 
	times INTEGER NOT NULL, 
	first_asked_at FLOAT NOT NULL, 
	last_asked_at FLOAT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "gaps" VALUES('who runs the bank of nowhere','Who runs the Bank of Nowhere?',1,1764000000.0,1764000000.0);
CREATE TABLE messages (
	chat_id BIGINT NOT NULL, 
	message_id BIGINT NOT NULL, 
	given_id VARCHAR(16) NOT NULL, 
	PRIMARY KEY (chat_id, message_id)
);
CREATE TABLE moves (
	old_chat_id BIGINT NOT NULL, 
	new_chat_id BIGINT NOT NULL, 
	PRIMARY KEY (old_chat_id)
);
INSERT INTO "moves" VALUES(-5,-1005);
CREATE TABLE offers (
	given_id VARCHAR(16) NOT NULL, 
	page INTEGER NOT NULL, 
	questions TEXT NOT NULL, 
	PRIMARY KEY (given_id)
);
CREATE TABLE settled_gaps (
	"key" TEXT NOT NULL, 
	settled_at FLOAT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE shared_answers (
	id VARCHAR(16) NOT NULL, 
	asker_id BIGINT NOT NULL, 
	question TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	made_at FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE telegram_schema (
	version INTEGER NOT NULL
);
INSERT INTO "telegram_schema" VALUES(1);
CREATE TABLE updates (
	update_id BIGINT NOT NULL, 
	turn TEXT NOT NULL, 
	content TEXT, 
	received_at FLOAT NOT NULL, 
	handled_at FLOAT, 
	holder VARCHAR(16), 
	held_until FLOAT, 
	tries INTEGER NOT NULL, 
	PRIMARY KEY (update_id)
);
CREATE TABLE votes (
	given_id VARCHAR(16) NOT NULL, 
	person_id BIGINT NOT NULL, 
	good BOOLEAN NOT NULL, 
	reason VARCHAR(16), 
	by_reaction BOOLEAN NOT NULL, 
	voted_at FLOAT NOT NULL, 
	PRIMARY KEY (given_id, person_id)
);
CREATE TABLE watch_news (
	watch_id VARCHAR(16) NOT NULL, 
	"key" TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	item TEXT NOT NULL, 
	found_at FLOAT NOT NULL, 
	claimed_at FLOAT, 
	told_at FLOAT, 
	PRIMARY KEY (watch_id, "key")
);
CREATE TABLE watch_schedules (
	chat_id BIGINT NOT NULL, 
	schedule TEXT NOT NULL, 
	paused BOOLEAN NOT NULL, 
	PRIMARY KEY (chat_id)
);
CREATE TABLE watch_seen (
	id INTEGER NOT NULL, 
	generation TEXT NOT NULL, 
	articles BLOB NOT NULL, 
	listings BLOB NOT NULL, 
	last_change BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE watches (
	id VARCHAR(16) NOT NULL, 
	chat_id BIGINT NOT NULL, 
	thread_id BIGINT, 
	owner_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	listing_ids TEXT NOT NULL, 
	language TEXT, 
	muted BOOLEAN NOT NULL, 
	added_at FLOAT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE INDEX answers_of_an_asker ON answers (chat_id, asker_id, asked_at);
CREATE INDEX ix_answers_asked_at ON answers (asked_at);
CREATE INDEX ix_messages_given_id ON messages (given_id);
CREATE INDEX ix_shared_answers_made_at ON shared_answers (made_at);
CREATE INDEX ix_shared_answers_asker_id ON shared_answers (asker_id);
CREATE INDEX ix_updates_received_at ON updates (received_at);
CREATE INDEX updates_waiting ON updates (turn, update_id) WHERE handled_at IS NULL;
CREATE INDEX ix_votes_voted_at ON votes (voted_at);
CREATE INDEX ix_watches_owner_id ON watches (owner_id);
CREATE INDEX ix_watches_chat_id ON watches (chat_id);
CREATE INDEX ix_watch_news_told_at ON watch_news (told_at);
COMMIT;
