BEGIN TRANSACTION;
CREATE TABLE ceded (
	path TEXT NOT NULL, 
	newer TEXT NOT NULL, 
	PRIMARY KEY (path, newer)
);
CREATE TABLE files (
	path TEXT NOT NULL, 
	source TEXT NOT NULL, 
	checksum TEXT NOT NULL, 
	skipped TEXT NOT NULL, 
	entry TEXT, 
	PRIMARY KEY (path)
);
INSERT INTO "files" VALUES('/srv/news/tarn-shipping.md','/srv/news','ctarn-shipping','[]',NULL);
INSERT INTO "files" VALUES('/srv/news/mirelle-bank.md','/srv/news','cmirelle-bank','[]',NULL);
INSERT INTO "files" VALUES('/srv/news/listings.jsonl','/srv/news','cl','[]',NULL);
CREATE TABLE items (
	"key" TEXT NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	checksum VARCHAR(32) NOT NULL, 
	path TEXT NOT NULL, 
	list TEXT, 
	edition DATE, 
	absent BOOLEAN DEFAULT '0' NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "items" VALUES('cbe6e51ec8871944','article','3b1b39d7dd4625a01141252350dd73ca','/srv/news/tarn-shipping.md',NULL,NULL,0);
INSERT INTO "items" VALUES('3d056c515bb02c05','article','10e7c133a13799e34f4634da38167f57','/srv/news/mirelle-bank.md',NULL,NULL,0);
INSERT INTO "items" VALUES('test:1','listing','cc1af514afb5eb6ed7e324f84b3fb924','/srv/news/listings.jsonl','Test List','2023-01-02',0);
CREATE TABLE library_schema (
	version INTEGER NOT NULL
);
INSERT INTO "library_schema" VALUES(3);
CREATE TABLE list_changes (
	id INTEGER NOT NULL, 
	edition INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	name TEXT NOT NULL, 
	what VARCHAR(8) NOT NULL, 
	fields TEXT DEFAULT '{}' NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE list_editions (
	id INTEGER NOT NULL, 
	list TEXT NOT NULL, 
	day DATE NOT NULL, 
	dated BOOLEAN NOT NULL, 
	previous DATE, 
	read_at DATETIME NOT NULL, 
	entries INTEGER NOT NULL, 
	reported BOOLEAN DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "list_editions" VALUES(1,'Test List','2023-01-02',1,NULL,'2026-11-28 16:00:31.551951',1,0);
CREATE TABLE outlines (
	checksum VARCHAR(32) NOT NULL, 
	made_by INTEGER NOT NULL, 
	source TEXT, 
	url TEXT, 
	published DATE, 
	words BLOB NOT NULL, 
	fingerprints BLOB NOT NULL, 
	PRIMARY KEY (checksum)
);
CREATE TABLE sources (
	location TEXT NOT NULL, 
	last_success DATETIME, 
	last_error TEXT, 
	kind TEXT, 
	etag TEXT, 
	last_modified TEXT, 
	next_due DATETIME, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (location)
);
INSERT INTO "sources" VALUES('/srv/news','2026-11-28 16:00:31.553320',NULL,'folder',NULL,NULL,NULL,0);
CREATE TABLE versions (
	checksum VARCHAR(32) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	published DATE, 
	content TEXT NOT NULL, 
	PRIMARY KEY (checksum)
);
INSERT INTO "versions" VALUES('3b1b39d7dd4625a01141252350dd73ca','article','2021-03-09','{"id":"cbe6e51ec8871944","title":"Treasury sanctions Tarn Shipping over fuel deliveries","text":"The Treasury Department sanctioned Tarn Shipping on 9 March 2021 because it delivered fuel to the Keldish militia. Tarn Shipping runs six tankers from the port of Vessa.\n\nThe company''s director, Orlo Venn, denied the accusation. Orlo Venn said the cargo was cooking oil.","url":"https://news.example/tarn-shipping","source":"Example News","authors":[],"published":"2021-03-09","published_from":null,"language":null,"programmes":[],"pages":[]}');
INSERT INTO "versions" VALUES('10e7c133a13799e34f4634da38167f57','article','2022-04-21','{"id":"3d056c515bb02c05","title":"European Union freezes assets of Mirelle Bank","text":"The European Union froze the assets of Mirelle Bank on 21 April 2022 for laundering the proceeds of arms sales. Mirelle Bank has 40 branches and holds deposits of 2.5 billion euros.","url":"https://news.example/mirelle-bank","source":"Example News","authors":[],"published":"2022-04-21","published_from":null,"language":null,"programmes":[],"pages":[]}');
INSERT INTO "versions" VALUES('cc1af514afb5eb6ed7e324f84b3fb924','listing',NULL,'{"id":"test:1","list":"Test List","names":[{"text":"TARN SHIPPING COMPANY","kind":"primary","language":null},{"text":"TSC","kind":"alias","language":null}],"kind":"entity","programmes":["KELDISH"],"listed_on":"2021-03-09","delisted_on":null,"identifiers":[],"addresses":[],"birth":[],"nationalities":[],"position":null,"reasons":null,"relations":[],"details":[],"remarks":null,"source_url":"https://lists.example/1","as_of":"2023-01-02","last_seen":null,"absent_from":null}');
CREATE INDEX ix_files_source ON files (source);
CREATE INDEX ix_items_path ON items (path);
CREATE INDEX ix_list_changes_key ON list_changes ("key");
COMMIT;
