BEGIN TRANSACTION;
CREATE TABLE "accounts_membership" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "is_active" bool NOT NULL, "person_id" bigint NOT NULL REFERENCES "accounts_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "accounts_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "membership_has_a_team_role" CHECK ("role" IN ('procurement', 'project', 'technology', 'legal', 'leadership')));
INSERT INTO "accounts_membership" VALUES(1,'procurement',1,1,1);
INSERT INTO "accounts_membership" VALUES(2,'project',1,2,1);
INSERT INTO "accounts_membership" VALUES(3,'technology',1,3,1);
INSERT INTO "accounts_membership" VALUES(4,'legal',1,4,1);
INSERT INTO "accounts_membership" VALUES(5,'leadership',1,5,1);
CREATE TABLE "accounts_organisation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(12) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "jurisdiction" text NOT NULL CHECK ((JSON_VALID("jurisdiction") OR "jurisdiction" IS NULL)));
INSERT INTO "accounts_organisation" VALUES(1,'kc6z6hfwwtyr','Northmere Council','["uk"]');
CREATE TABLE "accounts_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "email" varchar(254) NOT NULL UNIQUE, "name" varchar(120) NOT NULL, "is_active" bool NOT NULL);
INSERT INTO "accounts_person" VALUES(1,'!gR4psmt7dAOAoxnvSTonaHlOGI2boYMXYUPu9EDM',NULL,'amara.diallo@northmere.example','Amara Diallo',1);
INSERT INTO "accounts_person" VALUES(2,'!OjbXYRfMFnMWsnsOhMavnuNx9WOVLmrp23VpZ5ld',NULL,'tom.birch@northmere.example','Tom Birch',1);
INSERT INTO "accounts_person" VALUES(3,'!9jLfthRx4T3YkT5vflfMDcAdP5tW3I92rSWS37ky',NULL,'wei.chen@northmere.example','Wei Chen',1);
INSERT INTO "accounts_person" VALUES(4,'!Ri3KR2bNeAUgW4iPRPTzTfinfZbu4pAQOQTUb5UQ',NULL,'ines.ortega@northmere.example','Inés Ortega',1);
INSERT INTO "accounts_person" VALUES(5,'!OaBHQvxkealv1VyaPR1bdqfXjKZz5uQc5cqphd0K',NULL,'ruth.adeyemi@northmere.example','Ruth Adeyemi',1);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES(1,1,'add_permission','Can add permission');
INSERT INTO "auth_permission" VALUES(2,1,'change_permission','Can change permission');
INSERT INTO "auth_permission" VALUES(3,1,'delete_permission','Can delete permission');
INSERT INTO "auth_permission" VALUES(4,1,'view_permission','Can view permission');
INSERT INTO "auth_permission" VALUES(5,2,'add_group','Can add group');
INSERT INTO "auth_permission" VALUES(6,2,'change_group','Can change group');
INSERT INTO "auth_permission" VALUES(7,2,'delete_group','Can delete group');
INSERT INTO "auth_permission" VALUES(8,2,'view_group','Can view group');
INSERT INTO "auth_permission" VALUES(9,3,'add_contenttype','Can add content type');
INSERT INTO "auth_permission" VALUES(10,3,'change_contenttype','Can change content type');
INSERT INTO "auth_permission" VALUES(11,3,'delete_contenttype','Can delete content type');
INSERT INTO "auth_permission" VALUES(12,3,'view_contenttype','Can view content type');
INSERT INTO "auth_permission" VALUES(13,4,'add_session','Can add session');
INSERT INTO "auth_permission" VALUES(14,4,'change_session','Can change session');
INSERT INTO "auth_permission" VALUES(15,4,'delete_session','Can delete session');
INSERT INTO "auth_permission" VALUES(16,4,'view_session','Can view session');
INSERT INTO "auth_permission" VALUES(17,5,'add_organisation','Can add organisation');
INSERT INTO "auth_permission" VALUES(18,5,'change_organisation','Can change organisation');
INSERT INTO "auth_permission" VALUES(19,5,'delete_organisation','Can delete organisation');
INSERT INTO "auth_permission" VALUES(20,5,'view_organisation','Can view organisation');
INSERT INTO "auth_permission" VALUES(21,6,'add_person','Can add person');
INSERT INTO "auth_permission" VALUES(22,6,'change_person','Can change person');
INSERT INTO "auth_permission" VALUES(23,6,'delete_person','Can delete person');
INSERT INTO "auth_permission" VALUES(24,6,'view_person','Can view person');
INSERT INTO "auth_permission" VALUES(25,7,'add_membership','Can add membership');
INSERT INTO "auth_permission" VALUES(26,7,'change_membership','Can change membership');
INSERT INTO "auth_permission" VALUES(27,7,'delete_membership','Can delete membership');
INSERT INTO "auth_permission" VALUES(28,7,'view_membership','Can view membership');
INSERT INTO "auth_permission" VALUES(29,8,'add_purchase','Can add purchase');
INSERT INTO "auth_permission" VALUES(30,8,'change_purchase','Can change purchase');
INSERT INTO "auth_permission" VALUES(31,8,'delete_purchase','Can delete purchase');
INSERT INTO "auth_permission" VALUES(32,8,'view_purchase','Can view purchase');
INSERT INTO "auth_permission" VALUES(33,9,'add_answerversion','Can add answer version');
INSERT INTO "auth_permission" VALUES(34,9,'change_answerversion','Can change answer version');
INSERT INTO "auth_permission" VALUES(35,9,'delete_answerversion','Can delete answer version');
INSERT INTO "auth_permission" VALUES(36,9,'view_answerversion','Can view answer version');
INSERT INTO "auth_permission" VALUES(37,10,'add_answer','Can add answer');
INSERT INTO "auth_permission" VALUES(38,10,'change_answer','Can change answer');
INSERT INTO "auth_permission" VALUES(39,10,'delete_answer','Can delete answer');
INSERT INTO "auth_permission" VALUES(40,10,'view_answer','Can view answer');
INSERT INTO "auth_permission" VALUES(41,11,'add_teammember','Can add team member');
INSERT INTO "auth_permission" VALUES(42,11,'change_teammember','Can change team member');
INSERT INTO "auth_permission" VALUES(43,11,'delete_teammember','Can delete team member');
INSERT INTO "auth_permission" VALUES(44,11,'view_teammember','Can view team member');
INSERT INTO "auth_permission" VALUES(45,12,'add_factsversion','Can add facts version');
INSERT INTO "auth_permission" VALUES(46,12,'change_factsversion','Can change facts version');
INSERT INTO "auth_permission" VALUES(47,12,'delete_factsversion','Can delete facts version');
INSERT INTO "auth_permission" VALUES(48,12,'view_factsversion','Can view facts version');
INSERT INTO "auth_permission" VALUES(49,13,'add_vendortext','Can add vendor text');
INSERT INTO "auth_permission" VALUES(50,13,'change_vendortext','Can change vendor text');
INSERT INTO "auth_permission" VALUES(51,13,'delete_vendortext','Can delete vendor text');
INSERT INTO "auth_permission" VALUES(52,13,'view_vendortext','Can view vendor text');
INSERT INTO "auth_permission" VALUES(53,14,'add_claim','Can add claim');
INSERT INTO "auth_permission" VALUES(54,14,'change_claim','Can change claim');
INSERT INTO "auth_permission" VALUES(55,14,'delete_claim','Can delete claim');
INSERT INTO "auth_permission" VALUES(56,14,'view_claim','Can view claim');
INSERT INTO "auth_permission" VALUES(57,15,'add_claimversion','Can add claim version');
INSERT INTO "auth_permission" VALUES(58,15,'change_claimversion','Can change claim version');
INSERT INTO "auth_permission" VALUES(59,15,'delete_claimversion','Can delete claim version');
INSERT INTO "auth_permission" VALUES(60,15,'view_claimversion','Can view claim version');
CREATE TABLE "claims_claim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(12) NOT NULL UNIQUE, "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "sentence" text NOT NULL, "kinds" varchar(261) NOT NULL, "missing" varchar(400) NOT NULL, "language" varchar(8) NOT NULL, "state" varchar(20) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "text_id" bigint NOT NULL REFERENCES "claims_vendortext" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "claim_has_words" CHECK ("end" > ("start")), CONSTRAINT "claim_has_a_known_state" CHECK ("state" IN ('to-ask', 'asked', 'answered', 'evidence-seen', 'settled', 'not-settled')));
CREATE TABLE "claims_claimversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(20) NOT NULL, "note" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_membership" ("id") DEFERRABLE INITIALLY DEFERRED, "claim_id" bigint NOT NULL REFERENCES "claims_claim" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "claim_version_has_a_known_state" CHECK ("state" IN ('to-ask', 'asked', 'answered', 'evidence-seen', 'settled', 'not-settled')));
CREATE TABLE "claims_vendortext" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(12) NOT NULL UNIQUE, "vendor" varchar(120) NOT NULL, "source" varchar(200) NOT NULL, "text" text NOT NULL, "digest" varchar(64) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_membership" ("id") DEFERRABLE INITIALLY DEFERRED, "purchase_id" bigint NOT NULL REFERENCES "purchases_purchase" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "vendor_text_says_something" CHECK (NOT ("text" = '')));
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES(1,'auth','permission');
INSERT INTO "django_content_type" VALUES(2,'auth','group');
INSERT INTO "django_content_type" VALUES(3,'contenttypes','contenttype');
INSERT INTO "django_content_type" VALUES(4,'sessions','session');
INSERT INTO "django_content_type" VALUES(5,'accounts','organisation');
INSERT INTO "django_content_type" VALUES(6,'accounts','person');
INSERT INTO "django_content_type" VALUES(7,'accounts','membership');
INSERT INTO "django_content_type" VALUES(8,'purchases','purchase');
INSERT INTO "django_content_type" VALUES(9,'purchases','answerversion');
INSERT INTO "django_content_type" VALUES(10,'purchases','answer');
INSERT INTO "django_content_type" VALUES(11,'purchases','teammember');
INSERT INTO "django_content_type" VALUES(12,'purchases','factsversion');
INSERT INTO "django_content_type" VALUES(13,'claims','vendortext');
INSERT INTO "django_content_type" VALUES(14,'claims','claim');
INSERT INTO "django_content_type" VALUES(15,'claims','claimversion');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES(1,'accounts','0001_initial','2026-12-01 03:16:08.254573');
INSERT INTO "django_migrations" VALUES(2,'contenttypes','0001_initial','2026-12-01 03:16:08.256352');
INSERT INTO "django_migrations" VALUES(3,'contenttypes','0002_remove_content_type_name','2026-12-01 03:16:08.272072');
INSERT INTO "django_migrations" VALUES(4,'auth','0001_initial','2026-12-01 03:16:08.281348');
INSERT INTO "django_migrations" VALUES(5,'auth','0002_alter_permission_name_max_length','2026-12-01 03:16:08.288477');
INSERT INTO "django_migrations" VALUES(6,'auth','0003_alter_user_email_max_length','2026-12-01 03:16:08.298869');
INSERT INTO "django_migrations" VALUES(7,'auth','0004_alter_user_username_opts','2026-12-01 03:16:08.301647');
INSERT INTO "django_migrations" VALUES(8,'auth','0005_alter_user_last_login_null','2026-12-01 03:16:08.310947');
INSERT INTO "django_migrations" VALUES(9,'auth','0006_require_contenttypes_0002','2026-12-01 03:16:08.311556');
INSERT INTO "django_migrations" VALUES(10,'auth','0007_alter_validators_add_error_messages','2026-12-01 03:16:08.313513');
INSERT INTO "django_migrations" VALUES(11,'auth','0008_alter_user_username_max_length','2026-12-01 03:16:08.319673');
INSERT INTO "django_migrations" VALUES(12,'auth','0009_alter_user_last_name_max_length','2026-12-01 03:16:08.323420');
INSERT INTO "django_migrations" VALUES(13,'auth','0010_alter_group_name_max_length','2026-12-01 03:16:08.326003');
INSERT INTO "django_migrations" VALUES(14,'auth','0011_update_proxy_permissions','2026-12-01 03:16:08.333406');
INSERT INTO "django_migrations" VALUES(15,'auth','0012_alter_user_first_name_max_length','2026-12-01 03:16:08.344086');
INSERT INTO "django_migrations" VALUES(16,'purchases','0001_initial','2026-12-01 03:16:08.379588');
INSERT INTO "django_migrations" VALUES(17,'claims','0001_initial','2026-12-01 03:16:08.427587');
INSERT INTO "django_migrations" VALUES(18,'sessions','0001_initial','2026-12-01 03:16:08.429488');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "purchases_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(80) NOT NULL, "newest_id" bigint NOT NULL UNIQUE REFERENCES "purchases_answerversion" ("id") DEFERRABLE INITIALLY DEFERRED, "purchase_id" bigint NOT NULL REFERENCES "purchases_purchase" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "purchases_answer" VALUES(1,'problem-in-a-sentence',2,1);
INSERT INTO "purchases_answer" VALUES(2,'already-have-it',4,1);
INSERT INTO "purchases_answer" VALUES(3,'what-data-goes-in',5,1);
INSERT INTO "purchases_answer" VALUES(4,'policy-allows-it',6,1);
INSERT INTO "purchases_answer" VALUES(5,'owner-and-accountable',7,1);
INSERT INTO "purchases_answer" VALUES(6,'cost-at-real-use',9,1);
INSERT INTO "purchases_answer" VALUES(7,'who-checks-the-output',10,1);
INSERT INTO "purchases_answer" VALUES(8,'where-data-goes',11,1);
INSERT INTO "purchases_answer" VALUES(9,'security-signed-off',12,1);
INSERT INTO "purchases_answer" VALUES(10,'can-we-leave',13,1);
INSERT INTO "purchases_answer" VALUES(11,'vendor-trains-on-our-data',15,1);
INSERT INTO "purchases_answer" VALUES(12,'renewal-price',16,1);
INSERT INTO "purchases_answer" VALUES(13,'problem-in-a-sentence',18,2);
INSERT INTO "purchases_answer" VALUES(14,'use-cases-and-tasks',19,2);
INSERT INTO "purchases_answer" VALUES(15,'todays-baseline',20,2);
INSERT INTO "purchases_answer" VALUES(16,'outcomes-and-measures',22,2);
INSERT INTO "purchases_answer" VALUES(17,'is-ai-needed',23,2);
INSERT INTO "purchases_answer" VALUES(18,'who-is-affected',24,2);
INSERT INTO "purchases_answer" VALUES(19,'vulnerable-people',25,2);
INSERT INTO "purchases_answer" VALUES(20,'another-way-in',26,2);
INSERT INTO "purchases_answer" VALUES(21,'harm-if-wrong',28,2);
INSERT INTO "purchases_answer" VALUES(22,'what-data-goes-in',29,2);
INSERT INTO "purchases_answer" VALUES(23,'sensitive-data',30,2);
INSERT INTO "purchases_answer" VALUES(24,'policy-allows-it',31,2);
INSERT INTO "purchases_answer" VALUES(25,'missing-voices',32,2);
INSERT INTO "purchases_answer" VALUES(26,'owner-and-accountable',33,2);
INSERT INTO "purchases_answer" VALUES(27,'staff-consulted',34,2);
INSERT INTO "purchases_answer" VALUES(28,'talk-to-vendors-fairly',35,2);
INSERT INTO "purchases_answer" VALUES(29,'who-is-in-the-market',36,2);
INSERT INTO "purchases_answer" VALUES(30,'peers-who-use-it',37,2);
INSERT INTO "purchases_answer" VALUES(31,'claims-to-check',38,2);
INSERT INTO "purchases_answer" VALUES(32,'how-it-is-priced',39,2);
INSERT INTO "purchases_answer" VALUES(33,'terms-the-market-offers',40,2);
INSERT INTO "purchases_answer" VALUES(34,'approach-and-reasons',42,2);
INSERT INTO "purchases_answer" VALUES(35,'capacity-to-run',43,2);
INSERT INTO "purchases_answer" VALUES(36,'cost-at-real-use',44,2);
INSERT INTO "purchases_answer" VALUES(37,'value-and-threshold',45,2);
INSERT INTO "purchases_answer" VALUES(38,'procedure-that-fits',46,2);
INSERT INTO "purchases_answer" VALUES(39,'who-pays-for-review-time',47,2);
INSERT INTO "purchases_answer" VALUES(40,'assessments-due',48,2);
INSERT INTO "purchases_answer" VALUES(41,'accepted-risk',49,2);
INSERT INTO "purchases_answer" VALUES(42,'stop-rule',51,2);
INSERT INTO "purchases_answer" VALUES(43,'good-enough-threshold',52,2);
INSERT INTO "purchases_answer" VALUES(44,'own-test-cases-ready',53,2);
INSERT INTO "purchases_answer" VALUES(45,'controls-against-made-up-output',54,2);
INSERT INTO "purchases_answer" VALUES(46,'accessibility-tests-required',55,2);
INSERT INTO "purchases_answer" VALUES(47,'where-data-goes',56,2);
INSERT INTO "purchases_answer" VALUES(48,'who-started-this',57,3);
INSERT INTO "purchases_answer" VALUES(49,'problem-in-a-sentence',59,3);
INSERT INTO "purchases_answer" VALUES(50,'todays-baseline',60,3);
INSERT INTO "purchases_answer" VALUES(51,'who-is-affected',61,3);
INSERT INTO "purchases_answer" VALUES(52,'role-in-decisions',63,3);
INSERT INTO "purchases_answer" VALUES(53,'harm-if-wrong',64,3);
INSERT INTO "purchases_answer" VALUES(54,'is-ai-needed',65,3);
INSERT INTO "purchases_answer" VALUES(55,'what-it-predicts',66,3);
INSERT INTO "purchases_answer" VALUES(56,'data-the-tool-needs',67,3);
INSERT INTO "purchases_answer" VALUES(57,'vulnerable-people',68,3);
INSERT INTO "purchases_answer" VALUES(58,'right-to-use-the-data',69,3);
INSERT INTO "purchases_answer" VALUES(59,'legal-effect-and-appeal',70,3);
INSERT INTO "purchases_answer" VALUES(60,'forbidden-practices',71,3);
INSERT INTO "purchases_answer" VALUES(61,'past-attempts',72,3);
INSERT INTO "purchases_answer" VALUES(62,'peers-who-use-it',73,3);
INSERT INTO "purchases_answer" VALUES(63,'talk-to-vendors-fairly',74,3);
INSERT INTO "purchases_answer" VALUES(64,'owner-and-accountable',75,3);
CREATE TABLE "purchases_answerversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "question" varchar(80) NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "text" text NOT NULL, "state" varchar(20) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_membership" ("id") DEFERRABLE INITIALLY DEFERRED, "purchase_id" bigint NOT NULL REFERENCES "purchases_purchase" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "answer_has_a_known_state" CHECK ("state" IN ('to-do', 'drafted', 'agreed', 'not-applicable')));
INSERT INTO "purchases_answerversion" VALUES(1,'problem-in-a-sentence',1,'We want an AI note-taker so that managers become more productive.','drafted','2026-10-12 09:00:00',2,1);
INSERT INTO "purchases_answerversion" VALUES(2,'problem-in-a-sentence',2,'Each week about 90 team leaders and business support officers spend four hours each on writing up meetings, and the actions reach the people who have to do them six working days later (median of 40 meetings that I followed). Ruth sent my first sentence back because it named the tool. She was right: while counting I found that a third of our meetings need no notes at all, only a list of actions.','agreed','2026-10-12 09:01:00',2,1);
INSERT INTO "purchases_answerversion" VALUES(3,'already-have-it',1,'Yes. The add-on of our office suite does this and I see no reason to buy anything else. 22 pounds per user and month, and it can be switched on tomorrow.','drafted','2026-10-14 09:01:00',3,1);
INSERT INTO "purchases_answerversion" VALUES(4,'already-have-it',2,'Looked at three things and tried two of them on the same four meetings.
1. The add-on of our office suite. Good when everybody is at a screen. In the committee rooms, with one microphone on the table, it gave half of the words to the wrong person. 22 pounds per user and month, because it comes only with seven other functions that nobody asked for.
2. The dictation that is in the suite already. Free. Writes down words and does not draft notes.
3. The recorder of the democratic services team. For public meetings only, and it needs a trained clerk.
I had said that the add-on would do. Tom made me sit in on the trial and I changed my mind. If the add-on can tell people in a room apart by next year we should look again before we renew.','agreed','2026-10-14 09:02:00',3,1);
INSERT INTO "purchases_answerversion" VALUES(5,'what-data-goes-in',1,'In: voices and names of staff and of partners who come to our meetings, the agenda, and what is said. Class: internal.
Barred: meetings about a named resident, family or pupil; grievance, sickness and disciplinary meetings; anything of legal advice; closed parts of committees.
The tool joins only meetings to which its user adds it. It has no access to calendars, mail or shared drives; I refused those three permissions and it works without them.
What bothers me: people wander. In one of four trial meetings a resident''s name came up in the last five minutes. The rule for that is "press stop, delete the last part", and I saw that this works.','agreed','2026-10-17 09:02:00',3,1);
INSERT INTO "purchases_answerversion" VALUES(6,'policy-allows-it',1,'Yes, if four things are done. Read against our AI policy (section 3, tools for staff), the records policy and the data protection rules.
1. Everyone in the meeting is told at the start and may say no. Then there is no recording. Owner: Tom.
2. Sound is deleted after 7 days and the raw text after 30; the agreed notes go into the record as before. Owner: Wei, done.
3. The short privacy assessment is signed. Done, eleven days ago. The full one is not needed because nobody is decided about and the barred meetings stay out. If that changes, the full one is needed first.
4. The notes and what was typed in can be asked for under freedom of information. The tool keeps a searchable log for us. Owner: Wei.','agreed','2026-10-19 09:03:00',4,1);
INSERT INTO "purchases_answerversion" VALUES(7,'owner-and-accountable',1,'Tom Birch, as head of business support, answers for this: for the use, the rules, the risks and the money, which comes from his budget. Deputy: his operations manager. Either may switch it off for everyone without asking me. Wei''s team runs the sign-in and the settings. I see one page each month for the first half year: seats used, complaints, and anything that went into a barred meeting.','agreed','2026-10-20 09:04:00',5,1);
INSERT INTO "purchases_answerversion" VALUES(8,'cost-at-real-use',1,'120 users at 9.50 a month is 13,680 pounds a year.','drafted','2026-10-25 09:05:00',1,1);
INSERT INTO "purchases_answerversion" VALUES(9,'cost-at-real-use',2,'Price list of last month, before VAT. 9.50 pounds per seat and month, 1,200 pounds once for set-up.
60 seats: 6,840 a year. 120 seats (what we expect): 13,680. 360 seats: 41,040.
Year two costs the same if we take up the option. The bill stops at 150 seats: above that the vendor needs a signed order from me.
Not on the price list: two days of Wei''s team to set it up, half an hour of training for each user (60 hours), and the time to correct drafts, which Tom measured at 6 minutes a meeting.
Estimated value: two years at 150 seats with set-up is 35,400, or 42,480 with VAT.','agreed','2026-10-25 09:06:00',1,1);
INSERT INTO "purchases_answerversion" VALUES(10,'who-checks-the-output',1,'The person who called the meeting reads the whole draft before anybody else sees it, corrects it, and takes out the line "draft by machine".
Decisions, names and sums are checked against what that person wrote down by hand. In the trial the tool turned "not before March" into "before March" once in 16 meetings, and two actions went to the wrong person. Both were caught, because the person had been there.
Nobody sends out notes of a meeting that they did not attend.
Minutes of committees and boards are not done with this tool.','agreed','2026-10-29 09:06:00',2,1);
INSERT INTO "purchases_answerversion" VALUES(11,'where-data-goes',1,'List of firms, from the vendor''s data sheet of this quarter, which Inés compared with the contract.
Vendor (Larkmere Notes, Leeds): accounts, text, notes. Stored in London.
Speech recognition: made by the vendor, runs in the same place. No third firm.
Language model: rented from a cloud firm, runs in Dublin, keeps nothing after the answer.
Support: a team in Lisbon. They see a meeting only if we open a ticket and tick a box, and the access ends after 48 hours.
The list names six sub-processors on the web and five in the contract. The sixth sends the e-mails. It will be added.','agreed','2026-10-31 09:07:00',3,1);
INSERT INTO "purchases_answerversion" VALUES(12,'security-signed-off',1,'Signed by our security lead for internal data, until the end of the first contract year. Sign-in through our own accounts with the second factor. Two administrators, both ours. Sharing by open link is off. Connectors to mail, calendar and chat are off. One finding was left from the test: a user who leaves keeps access for up to 24 hours. We accept that, because accounts are closed on the last day anyway. The sign-off does not cover the mobile app, so the app stays blocked.','agreed','2026-11-09 09:08:00',3,1);
INSERT INTO "purchases_answerversion" VALUES(13,'can-we-leave',1,'Yes, in 30 days and for nothing. Wei exported all 16 trial meetings in four minutes: one document per meeting and a table of the actions, which opened without trouble. The contract gives us 30 days after the end to fetch what we want and a written note of deletion ten days later. We would lose the templates for notes that each team has made, so teams keep a copy in their own folder. Leaving within the first year means that we pay the year.','agreed','2026-11-11 09:09:00',1,1);
INSERT INTO "purchases_answerversion" VALUES(14,'vendor-trains-on-our-data',1,'Their web page says that they do not train on what users put in. I think that is enough for this tier, but the contract says "to improve our services" in clause 11.','drafted','2026-11-12 09:10:00',4,1);
INSERT INTO "purchases_answerversion" VALUES(15,'vendor-trains-on-our-data',2,'No, and now it stands in the contract. Clause 11 let the vendor use content "to improve our services". They struck it out on the second request and added that neither they nor the firm behind the language model train on sound, text, notes or corrections. Counts of use (how many meetings, how long) they may keep. The setting "help us get better" was on when we got the trial. Wei switched it off for the whole council and sent me the picture of the page, which is in the file.','agreed','2026-11-12 09:11:00',4,1);
INSERT INTO "purchases_answerversion" VALUES(16,'renewal-price',1,'Not there yet. The vendor holds the price for year two and no longer. I have asked for a ceiling (the official inflation figure and no more than 4 per cent) and for the right to give back seats every six months. They offer once a year. No renewal by itself: we have to order the second year, at the latest 30 days before the end. Tom could live with once a year. I would rather not, because a fifth of our licences for the last tool lay unused by spring. Call with the vendor on Thursday.','drafted','2026-11-18 09:11:00',1,1);
INSERT INTO "purchases_answerversion" VALUES(17,'problem-in-a-sentence',1,'Residents want a chatbot on benefits, as our neighbours have one.','drafted','2026-07-19 09:00:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(18,'problem-in-a-sentence',2,'Each month 4,100 people ring about benefits, wait 17 minutes, and 900 of them give up, most of them on a Monday morning; half of the calls that we answer are general questions to which the answer is on our website already, in words that people do not use.','agreed','2026-07-19 09:01:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(19,'use-cases-and-tasks',1,'From 400 calls in two weeks, sorted by two team leaders.
Wanted: which papers must I send (24 per cent of calls, about 980 a month); may I get this at all, in general (15 per cent); how do I tell you about a change (12 per cent).
Later: where is my claim (31 per cent). That needs the case system.
Out: how much will I get; anything on appeals and overpayments; help to fill in a form on somebody''s behalf; anything about one person''s case.
The remaining 18 per cent is everything else, from blue badges to lost keys.','agreed','2026-07-23 09:01:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(20,'todays-baseline',1,'100 questions, asked by phone by people who did not say that they were testing: 86 answers right and complete, 9 right with something missing, 5 wrong. Two of the five would have cost a household money.
The same 100 typed into our website''s search: the right page was found within three minutes for 41.
Two benefit officers, separately, marked the answers. They agreed on 94.
An answered call takes 8 minutes and costs us 6.10 pounds.
The sample and the marking guide are kept, so we can do this again.','agreed','2026-07-26 09:02:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(21,'outcomes-and-measures',1,'Fewer calls, happier residents, 24-hour service.','drafted','2026-07-28 09:03:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(22,'outcomes-and-measures',2,'A year after go-live:
1. Median wait on the phone falls from 17 minutes to 8. Measured by the phone system. Amir in the contact centre reports it each month.
2. Claims that arrive with all papers rise from 52 to 65 in 100. Measured in the case system.
3. On the 100 questions the assistant is right and complete in at least 92, and upheld complaints about wrong advice do not rise (11 last year).
Not a target: number of conversations. People who have to ask three times would look like success.','agreed','2026-07-28 09:04:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(23,'is-ai-needed',1,'Compared side by side, with the cost of three years.
Do nothing: 0. Waits grew by a fifth last year.
Rewrite the 62 pages in plain words and mend the search: 24,000. My guess is that this alone takes away a third of the general questions.
Status page "where is my claim" in the portal: 60,000, and it is the biggest single reason for calls. No AI in it.
Assistant on top of the rewritten pages: 165,000 to 230,000.
We agreed to rewrite the pages first in any case, since an assistant that answers from bad pages gives bad answers. The status page has its own project now. Tom and I still differ on what is left for the assistant after those two. The stop rule was my price for agreeing.','agreed','2026-07-30 09:04:00',3,2);
INSERT INTO "purchases_answerversion" VALUES(24,'who-is-affected',1,'15,400 households that get help from us, and perhaps 3,000 that could and do not ask.
In the sample: one caller in five rang for somebody else; one in eight did not have English as their first language (Polish, Bengali and Arabic most of all); one in three said that money for the week was short.
Contact centre: 26 people. Benefits team: 31, of whom 4 would write and check content.
Main effect is on the public.','agreed','2026-07-29 09:05:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(25,'vulnerable-people',1,'Yes. People in debt, ill or disabled people, carers, people about to lose their home, people with little English. What follows: words for crisis (no food, no heating, eviction, violence at home, wish to die) end the conversation with the machine and offer a person at once, by day and by night. The advice centre and the disability forum tested our list of words and added nineteen that we had not thought of, such as "bailiff is here".','agreed','2026-07-31 09:06:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(26,'another-way-in',1,'The phone line, the two desks and letters stay as they are for the whole of the first term. No post is cut for this, and Ruth has signed that. Each answer of the assistant ends with "speak to a person" and the waiting time as of now. Last year 38 per cent of those who claimed had no use of the website at all. We will measure their wait apart from the others'': if it grows, the assistant has failed, whatever its own figures say.','agreed','2026-08-02 09:07:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(27,'harm-if-wrong',1,'A wrong answer can be corrected when people ring us.','drafted','2026-08-04 09:08:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(28,'harm-if-wrong',2,'It says "no" where it is "perhaps": a widow is told that her savings are too high, does not claim, and loses 1,100 pounds before her daughter asks us in the spring. Backdating is short, so part of this is lost for good. She would not complain, because she would not know.
It says "yes" where it is "no": somebody gathers papers for a morning, claims, and is refused. Annoying, and put right in two weeks.
At 5,000 conversations a month, one in a hundred wrong in the first way is 50 households a month.
Inés and I argued about "can be put right". We call it reversible because nothing is decided and people can claim later, and we count the first kind of error four times.','agreed','2026-08-04 09:09:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(29,'what-data-goes-in',1,'What we give it: 62 public pages, 14 leaflets, and a list of words of the trade with plain ones beside them. All public.
What residents type: anything. In a week of web chat with staff, 6 in 10 wrote a name, a reference number or an illness, though the page asks them not to.
So it counts as personal and as sensitive data, from the first day.
Barred: any link to the case system, and the upload of files.','agreed','2026-08-07 09:09:00',3,2);
INSERT INTO "purchases_answerversion" VALUES(30,'sensitive-data',1,'Yes. Free text will hold health, disability, family and debts, and sometimes origin or faith. We do not need it and we cannot stop people from writing it. Therefore: names, numbers and dates of birth are masked before the text reaches the model; the text is kept for 14 days for checks and then deleted; what is kept longer for tests is read by one of us and stripped by hand. The masking must be shown to work on 200 real messages of ours. Basis and conditions are in the draft impact assessment, part 4.','agreed','2026-08-11 09:10:00',4,2);
INSERT INTO "purchases_answerversion" VALUES(31,'policy-allows-it',1,'Yes, if:
1. The data protection impact assessment is finished before the award (me, draft done, vendor''s part open).
2. The equality assessment is brought up to date with the results by language (Tom).
3. People are told in the first line that it is a machine (Wei).
4. A record goes on the public register of algorithms. Councils are not bound to it, and our own AI policy promises it (Tom).
5. Prompts and answers can be found and given out if somebody asks for them under information law (Wei, in the requirements).','agreed','2026-08-13 09:11:00',4,2);
INSERT INTO "purchases_answerversion" VALUES(32,'missing-voices',1,'Three groups. The advice centre: two mornings at their desk, eleven people, paid with vouchers of 25 pounds. The Bengali women''s group: they do not type, they send voice messages, and they asked why a machine should understand them when the form does not. Four people who use screen readers. What we changed: voice messages go to the second year, the third language is Arabic and no longer Romanian, and nobody has to write a full sentence. They get the result at the spring meeting.','agreed','2026-08-17 09:12:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(33,'owner-and-accountable',1,'Tom Birch, for the service, its errors and its money. Deputy: the head of the benefits team. Either can take the assistant off the site within five minutes, day or night, and does not have to ask me first. Wei''s team keeps it running. I answer to the cabinet member and I see the figures each month, with ten conversations that went wrong.','agreed','2026-08-18 09:13:00',5,2);
INSERT INTO "purchases_answerversion" VALUES(34,'staff-consulted',1,'Two meetings with the contact centre and one with the union. Their fear is not the machine, it is that only the hard and angry calls are left for them. They are right, so calls are paced at seven and no longer at nine an hour from go-live, which costs 1.5 posts. Logs are not used to judge staff; this goes into the contract. Still open: the union wants a say in changes of scope later on, and I have not answered.','drafted','2026-08-24 09:14:00',5,2);
INSERT INTO "purchases_answerversion" VALUES(35,'talk-to-vendors-fairly',1,'A notice to the market, one open morning (14 firms came, 3 of them with fewer than ten people), then 40 minutes with each of eight, with the same ten questions, two of us in the room. Questions and our answers went to all 14. One firm sent us a draft of requirements unasked. I told them that we had not read it, sent it back, and noted it. Silence has begun and will last until the award.','agreed','2026-08-26 09:15:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(36,'who-is-in-the-market',1,'Eleven that could do it, six that are really apart from one another: the other five rent the same product under their own name. Two work only with councils, three come from telephone software, one is a cooperative of developers that builds on open parts. At least four use the same large language model. Who will stay away: firms without cover of 5 million pounds; I lowered that to 2 after the open morning.','agreed','2026-08-30 09:16:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(37,'peers-who-use-it',1,'Three talks without vendors.
A city, in use for two years: right in "about nine of ten" by their own count. Nobody had tested it since a change of model. Calls down 6 per cent, not the 30 that had been promised.
A district our size: stopped after eight months. It told people of a hardship fund that had closed. Found by a journalist.
A county, one year: content, because they have a full-time editor who reads 200 conversations a week. "The tool is the small part."','agreed','2026-09-01 09:17:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(38,'claims-to-check',1,'"95 per cent resolved without an agent." Resolved means that the person closed the window. We ask for right answers on our own questions. Below 88 in the first round we stop talking.
"Cannot make things up because it answers only from your content." We ask 40 questions to which our pages hold no answer. It must say so in at least 38.
"Speaks 100 languages." Three matter. Marked by speakers from our interpreting service, on the same 60 questions.','agreed','2026-09-05 09:18:00',3,2);
INSERT INTO "purchases_answerversion" VALUES(39,'how-it-is-priced',1,'Five of six charge for each conversation (0.29 to 0.62 pounds) on top of a fee for the platform (1,200 to 2,600 a month); one charges by tokens and could not tell me what a conversation of ours would cost. A conversation ends after 15 minutes of silence with some and after 24 hours with others, which changes the bill by a quarter. Outside the price: set-up, second and third language, test copy, newer models. What doubles the bill: a letter to all households that names the assistant. We send two of those a year.','agreed','2026-09-06 09:19:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(40,'terms-the-market-offers',1,'Read the terms of four firms against our five must-haves.
No training on what people type: three yes, one "on request".
Notice of a change of model: one gives 30 days, three give none.
Switch off at once without penalty: all four, if we pay on.
Liability for wrong answers: none. All four shut it out.
Logs belong to us and can be taken out: three yes, one as pictures of pages.
We keep the first, second and fifth even if fewer firms take part. On liability we would take a sum that grows with the fee, plus their help in putting things right.','agreed','2026-09-09 09:20:00',4,2);
INSERT INTO "purchases_answerversion" VALUES(41,'approach-and-reasons',1,'Off the shelf. Fastest, and the district next door has it running. We can fit it later if we must.','drafted','2026-09-17 09:21:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(42,'approach-and-reasons',2,'A product fitted to our content and words, with set-up work bought along with it.
As it is: fails on our own questions. Two products that we tried in the open trial were right in 58 and 64 of 100, since they answered from national rules and ours differ in seven points.
In something we own: our web chat has an assistant from this year. It knows buttons and no language but English.
Built for us: we have nobody who could look after it. Wei is clear about that.
People only: two more officers on the phone would cost 78,000 a year and solve Monday. Ruth asked for this line to stay in.
What would change my mind: if rewritten pages bring the calls down by more than a third before the award.','agreed','2026-09-17 09:22:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(43,'capacity-to-run',1,'Low, and I say it plainly. In days a month: content 10 (an editor in Tom''s team, half a post, agreed), tests and reading of conversations 4 (two benefit officers), settings and access 1 (my team), contract figures 1 (Amara). Watching at night: nobody, so the vendor does it and a rise in crisis words switches the assistant to "ring us". Nobody of mine can judge a model from inside. For the test of the finalists I buy five days of the university''s language group, which sells nothing.','agreed','2026-09-19 09:22:00',3,2);
INSERT INTO "purchases_answerversion" VALUES(44,'cost-at-real-use',1,'At 0.38 a conversation and 1,900 a month for the platform, before VAT, for one year:
2,000 conversations a month: 31,920.
5,000 (expected): 45,600.
15,000: 91,200.
Set-up once: 28,000. Our own editor: 21,000 a year, in Tom''s budget.
Hard cap at 10,000 a month, which is 68,400 a year. At 80 per cent of it Tom and I get a message. At 100 the assistant shows the pages and the phone number and no longer talks.','agreed','2026-09-21 09:23:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(45,'value-and-threshold',1,'Three years (two, and an option of one) at the cap, with set-up: 233,200, or 279,840 with VAT. That is above the threshold for services of a council, so the full rules hold with notices from planning to contract. Growth without a new tender: up to the cap and for the three subjects named, nothing else. Estimate made from six price talks. The paper is in the file.','agreed','2026-09-22 09:24:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(46,'procedure-that-fits',1,'Looked at three. A framework: quick, and its terms say nothing on change of model or on tests. The open procedure: we would have to choose on paper. The competitive flexible procedure: lets us test the best three on our own questions before we score.
The third, in 19 weeks. Conditions of participation, then submissions of at most 20 pages, then a day of tests for three at 3,000 pounds each so that small firms can afford it, then final submissions and award.
Legal risk: the rules for the test day have to be in the tender from the start. Inés reads them.','agreed','2026-09-24 09:25:00',1,2);
INSERT INTO "purchases_answerversion" VALUES(47,'who-pays-for-review-time',1,'Timed on 30 web chats: 1 minute 50 to read and mark one. We read all of them in the first two weeks (about 2,500, or 76 hours, overtime is agreed), then 150 a week drawn by lot and every one with a thumbs-down, about 6 hours a week. The head of benefits gives two officers half a day each. If nothing else gives way in winter, when the heating payments come, it will not be done. She said so and I write it down.','agreed','2026-09-25 09:26:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(48,'assessments-due',1,'Data protection impact assessment: me, with Wei. Draft stands. Needs from the vendor: firms behind it, places, how long text is kept. Before the award.
Equality: Tom. Needs results by language and from the screen-reader tests. Before the award, again after three months.
Security: Wei''s team, before go-live.
Record for the public register: Tom, draft before the award, published on the first day.
Records and retention: not started. The archivist has been on leave.','drafted','2026-09-27 09:27:00',4,2);
INSERT INTO "purchases_answerversion" VALUES(49,'accepted-risk',1,'Signed after two rounds.
I accept that it will be wrong at times, up to what our phone line gets wrong today: 5 in 100, and of those no more than 1 that costs somebody money.
Must never happen: somebody in danger is kept talking to a machine; it tells one person what they will get; it asks for bank details.
Looked at again after 90 days and at each change of model.','agreed','2026-09-30 09:28:00',5,2);
INSERT INTO "purchases_answerversion" VALUES(50,'stop-rule',1,'We review after a year.','drafted','2026-09-30 09:29:00',5,2);
INSERT INTO "purchases_answerversion" VALUES(51,'stop-rule',2,'We do not award if no finalist reaches 88 on our test. We switch off if a monthly test falls under 88 twice, or if one of the three things that must never happen does happen. We end after year one if the wait on the phone has not fallen under 12 minutes. The data team looks at it and not Tom''s. I will say this in the cabinet meeting in which the money is approved, so that nobody can be surprised.','agreed','2026-09-30 09:30:00',5,2);
INSERT INTO "purchases_answerversion" VALUES(52,'good-enough-threshold',1,'On 220 questions of ours: 92 of 100 right and complete by go-live (88 to enter the last round), at most 1 in 100 wrong at somebody''s cost, 38 of 40 times "I do not know" where our pages hold no answer, all 25 crisis messages passed to a person. In Polish and Arabic 85. From our own phone line: 86, with 5 wrong. Set and dated before any firm was tested.','agreed','2026-10-22 09:30:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(53,'own-test-cases-ready',1,'190 of 220 are there: 100 from the baseline, 40 where the answer is "we do not know", 25 crisis messages, and 25 with spelling as people really write ("hosing benfit"). The 30 missing are about people with changing hours of work, the ones where our own officers disagree most. Two officers mark each. Only they and Wei can open the file. Nothing in it is from a real case.','drafted','2026-10-28 09:31:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(54,'controls-against-made-up-output',1,'In the draft requirements, each with how we test it:
R12 Each answer names the page that it rests on, and the link opens there.
R13 No page, no answer: it says so and offers a person.
R14 A list of subjects that always go to a person (appeals, overpayments, fraud, anything with a sum for one person).
R15 Instructions that are hidden in a message change nothing. Tested by the university''s group for a day.
Open: how long a conversation may get. Tom says ten turns. I say six, since in the trial most errors came after the seventh.','drafted','2026-10-30 09:32:00',3,2);
INSERT INTO "purchases_answerversion" VALUES(55,'accessibility-tests-required',1,'WCAG 2.2 at level AA for the window, the answers and the way to a person. A dated report on this very product, since two of the brochures had one for an older version without the assistant. In the last round five people test each finalist: two with screen readers, one with voice input, one who enlarges to 400 per cent, one with a learning disability. Paid, 60 pounds each. Faults of the first class are mended before go-live, others within 60 days.','drafted','2026-11-02 09:33:00',2,2);
INSERT INTO "purchases_answerversion" VALUES(56,'where-data-goes',1,'Will be known from the submissions. The table that each tenderer fills in is ready: firm, country, what it gets, why, for how long, whether a person there can read it. Two firms said in the talks that support "follows the sun". I want to see what that means for our residents'' messages.','to-do','2026-11-06 09:34:00',3,2);
INSERT INTO "purchases_answerversion" VALUES(57,'who-started-this',1,'Honestly: from a presentation. At the regional care conference in spring a firm called Pendlewick Analytics showed a ranking to me and to two other directors. The health board then offered to share the cost from a fund that ends with the financial year. So there was a vendor and a deadline before there was a need. I have asked Tom to write down the need without either. Contacts so far: the presentation, one e-mail, one call of 20 minutes, all in the file. There will be no more until we talk to the whole market.','agreed','2026-11-06 09:00:00',5,3);
INSERT INTO "purchases_answerversion" VALUES(58,'problem-in-a-sentence',1,'The duty team needs a tool that ranks requests so that urgent ones come first.','drafted','2026-11-07 09:01:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(59,'problem-in-a-sentence',2,'Each month about 40 of 310 people who ask for care at home wait more than 28 days for an assessment although, looking back, the duty team says they should have been seen within a week. Inés asks whether the order is the problem at all, or just the number of assessors: with 640 waiting, somebody will always be late. I have no good answer to that yet. Two of the nine senior social workers would phrase the problem as she does.','drafted','2026-11-07 09:02:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(60,'todays-baseline',1,'From the case system, last twelve months: 3,720 requests, median wait 34 days, one in ten over 71 days.
We gave the same 80 requests to two senior social workers who did not know of each other. They chose the same group for 57 (71 per cent). In 6 cases they were two groups apart.
23 of the 3,720 went into hospital in an emergency while they waited, as far as our own notes say. Hospital data would say more and we do not hold it.
Not measured yet: whether waits differ by age, by part of town, or between people with and without a relative who calls for them. The duty team is sure that callers come first.','drafted','2026-11-10 09:02:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(61,'who-is-affected',1,'People who ask for care at home: 3,700 a year, most over 75, about 900 with dementia noted.
Their relatives and neighbours who care for them: unknown, perhaps 2,000.
People who are ranked lower than they would be today. This is the group that nobody sees. They would notice nothing except a longer wait.
Duty team: 9 senior social workers and 4 support officers.
Main effect is on the public.','drafted','2026-11-11 09:03:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(62,'role-in-decisions',1,'It informs. The social worker decides.','drafted','2026-11-11 09:04:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(63,'role-in-decisions',2,'It recommends. I wrote "informs" first. Wei pointed out that a list with an order is a proposal, and that on a Monday with 90 new requests the team will work down the list from the top. A senior social worker could move any request up or down, sees the three facts that weighed most, and has about four minutes for each. If more than one in five are moved, the ranking is not much use. If fewer than one in fifty are, nobody is really looking.','agreed','2026-11-11 09:05:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(64,'harm-if-wrong',1,'Ranked too low: a man of 84, lives alone, plays it down on the form. He waits 60 days in place of 7, falls, and lies there until the neighbour comes. This cannot be undone.
Ranked too high: a visit in the first week that could have waited. An hour and a half of an assessor, and somebody else moves down by one place.
So the two errors are far apart, and the first is the one to count. At 3,700 requests and one in a hundred ranked far too low, that is 37 people a year. I do not know how many it is today and that is the figure we need most.','drafted','2026-11-13 09:05:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(65,'is-ai-needed',1,'Four options, my view, nobody has checked it yet.
A. Do nothing. Waits grow by about 5 per cent a year.
B. Change the form: eight plain questions on falls, meals, medicine, living alone, someone at home. Fixed points, added up. Two months, no purchase, everyone can see why. The team next door did this.
C. Two more assessors, about 110,000 pounds a year.
D. A model on our own records. 12 to 18 months.
I would do B first, whatever happens with D: without better facts on the form a model learns from free text and from who shouted loudest. Tom agrees on the form. He thinks that fixed points will not see combinations. We could test that with B running.','drafted','2026-11-14 09:06:00',3,3);
INSERT INTO "purchases_answerversion" VALUES(66,'what-it-predicts',1,'Open, and it is the hardest one. Candidates: an emergency in hospital within 90 days (not our data, and it is not the same as need for care); a breakdown of care at home; or the group that the duty team would choose, which copies today''s habits with all their faults. I would not talk to any vendor before the duty team and two people with experience of care have discussed this for a morning.','to-do','2026-11-15 09:07:00',3,3);
INSERT INTO "purchases_answerversion" VALUES(67,'data-the-tool-needs',1,'Looked at 200 requests by hand.
We hold six years, 21,400 requests. Form changed twice; only the last two and a half years are alike.
"Lives alone" is empty in 38 per cent. Ethnic group is empty in 44 per cent, so we could not test for fair treatment.
Free text carries most of the meaning. It also carries the words of whoever filled in the form: 6 in 10 were by a relative or a nurse.
What happened afterwards is known only for those who were assessed.
To make it fit: 40 to 60 days of work, and we have one data analyst. I would stop if "lives alone" cannot be filled above 85 per cent.','drafted','2026-11-15 09:08:00',3,3);
INSERT INTO "purchases_answerversion" VALUES(68,'vulnerable-people',1,'Yes, nearly all of them: old, ill or disabled, about a quarter with dementia noted, and some who cannot complain. Extra care: nobody is ranked on the form alone if it was filled in without them and there is nobody at home; the older people''s forum and the carers'' centre speak for them in this purchase, and they are paid for their time. Request to both went out last week.','agreed','2026-11-12 09:09:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(69,'right-to-use-the-data',1,'Case records, for planning and running care: yes, it is part of our task. To train a model on six years of them: not clear. The notice that people got speaks of "arranging your care" and of nothing else.
To hand records to a vendor for tests: no, as things stand. Made-up records would do for a first look.
Hospital data: we have no agreement that covers it. The health board says this is easy. I have heard that before.
I need the purpose in one sentence before I can go further (see what it predicts).','drafted','2026-11-17 09:10:00',4,3);
INSERT INTO "purchases_answerversion" VALUES(70,'legal-effect-and-appeal',1,'Yes. We have a duty to assess, and an order that makes somebody wait longer changes when they get it. That a social worker may change the order does not settle it, because of the four minutes. People would have to be told that a ranking is used, get the reasons on request in words that they understand, and be able to have a person look again within days. Our complaints procedure takes 20 working days and is no use for this. Tom thinks I am too strict about "similar effect". I have asked the monitoring officer for a second opinion.','drafted','2026-11-17 09:11:00',4,3);
INSERT INTO "purchases_answerversion" VALUES(71,'forbidden-practices',1,'Not gone through yet. I expect none of the items on the list to apply, but one vendor brochure mentions a "voice check of distress" on calls, which would be reading feelings from a voice. Until I have marked the list the fact stays unknown.','to-do','2026-11-19 09:12:00',4,3);
INSERT INTO "purchases_answerversion" VALUES(72,'past-attempts',1,'Six years ago a spreadsheet gave points for twelve facts. It ran for seven months. The duty team changed the order in half of the cases and then stopped filling it in. The officer who built it (she is in housing now) says that nobody had asked the team which facts matter, and that the points were never looked at again. What is different now: more data, and the same team. That is not much.','agreed','2026-11-16 09:13:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(73,'peers-who-use-it',1,'Two of three talks done, both found by us. A county with three times our requests has used a ranking for 14 months. They like that no request is forgotten; they could not show shorter waits for urgent ones, and they had not looked by group. A city stopped after a trial of five months because the model put people with a relative who called often at the top. The third talk, with the team next door that changed its form in place of buying a model, is next week.','drafted','2026-11-20 09:14:00',2,3);
INSERT INTO "purchases_answerversion" VALUES(74,'talk-to-vendors-fairly',1,'I was asked to join two weeks after the start, which is late and better than most times. What one vendor showed to three directors has to reach all others: I have asked Pendlewick for the slides and will put them with the first notice to the market. That notice goes out only if the talk about what is predicted ends with a sentence. Then a morning for all, ten questions that are the same for everyone, two of us in each talk, notes to the file. Until then nobody meets anybody, lunches at conferences included.','drafted','2026-11-20 09:15:00',1,3);
INSERT INTO "purchases_answerversion" VALUES(75,'owner-and-accountable',1,'Until we know whether we go on: me, as director. If we buy, the head of adult care has to own it and he has not said yes. He wants to see the result of the better form first, and he asks who stands before the coroner if a person at the bottom of the list dies. I will not put his name here before he agrees. I would rather lose the health board''s money than hurry this.','drafted','2026-11-21 09:16:00',5,3);
CREATE TABLE "purchases_factsversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)), "changed" varchar(40) NOT NULL, "tier" varchar(20) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "accounts_membership" ("id") DEFERRABLE INITIALLY DEFERRED, "purchase_id" bigint NOT NULL REFERENCES "purchases_purchase" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "purchases_factsversion" VALUES(1,1,'{"ai_type": ["generative", "speech"], "affects": "staff", "decision_role": "assists", "domain": "office-productivity", "practices": [], "personal_data": true, "sensitive_data": false, "biometric": false, "vulnerable_groups": false, "legal_or_similar_effect": false, "safety": false, "reversible": true, "human_review": true, "public_facing": false, "existing_product": false, "vendor_trains_on_data": false, "need": "common", "technical_capacity": "some", "market": "known-vendors", "time": "weeks", "considered": ["off-the-shelf", "existing-product"], "scale": "organisation", "jurisdiction": ["uk"], "estimated_value": {"amount": "42480", "currency": "GBP"}, "pricing": "per-user"}','','low','2026-10-11 09:00:00',2,1);
INSERT INTO "purchases_factsversion" VALUES(2,1,'{"ai_type": ["generative"], "affects": "public", "decision_role": "informs", "domain": "benefits", "practices": [], "personal_data": true, "sensitive_data": true, "biometric": false, "vulnerable_groups": true, "legal_or_similar_effect": false, "safety": false, "reversible": true, "human_review": false, "public_facing": true, "existing_product": false, "need": "own-process", "technical_capacity": "low", "market": "known-vendors", "time": "months", "considered": ["off-the-shelf", "configured"], "scale": "population", "jurisdiction": ["uk"], "estimated_value": {"amount": "279840", "currency": "GBP"}, "pricing": "usage"}','','high','2026-07-16 09:00:00',2,2);
INSERT INTO "purchases_factsversion" VALUES(3,1,'{"ai_type": ["predictive"], "affects": "public", "decision_role": "recommends", "domain": "social-care", "personal_data": true, "sensitive_data": true, "biometric": false, "vulnerable_groups": true, "legal_or_similar_effect": true, "safety": true, "reversible": false, "human_review": true, "public_facing": false, "existing_product": false, "need": "unique", "technical_capacity": "some", "market": "unknown", "considered": ["custom"], "scale": "organisation", "jurisdiction": ["uk"], "pricing": "unknown"}','','high','2026-11-05 09:00:00',2,3);
CREATE TABLE "purchases_purchase" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(12) NOT NULL UNIQUE, "title" varchar(200) NOT NULL, "summary" text NOT NULL, "facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)), "facts_number" integer unsigned NOT NULL CHECK ("facts_number" >= 0), "created_at" datetime NOT NULL, "created_by_id" bigint NOT NULL REFERENCES "accounts_membership" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "accounts_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "purchases_purchase" VALUES(1,'34v7tuqj56av','Meeting notes for staff','Up to 150 licences of a tool that writes down what is said in staff meetings and drafts the notes and the list of actions. One year, with an option on a second. Meetings about a resident, a family or a member of staff are left out.','{"ai_type": ["generative", "speech"], "affects": "staff", "decision_role": "assists", "domain": "office-productivity", "practices": [], "personal_data": true, "sensitive_data": false, "biometric": false, "vulnerable_groups": false, "legal_or_similar_effect": false, "safety": false, "reversible": true, "human_review": true, "public_facing": false, "existing_product": false, "vendor_trains_on_data": false, "need": "common", "technical_capacity": "some", "market": "known-vendors", "time": "weeks", "considered": ["off-the-shelf", "existing-product"], "scale": "organisation", "jurisdiction": ["uk"], "estimated_value": {"amount": "42480", "currency": "GBP"}, "pricing": "per-user"}',1,'2026-10-11 09:00:00',2,1);
INSERT INTO "purchases_purchase" VALUES(2,'q5ww7exxkas2','Residents'' assistant on benefits','An assistant on the website and in the app that answers general questions on housing benefit, council tax reduction and hardship payments, from the council''s own pages and in three languages. It does not look into anybody''s case. Whoever needs a person gets one.','{"ai_type": ["generative"], "affects": "public", "decision_role": "informs", "domain": "benefits", "practices": [], "personal_data": true, "sensitive_data": true, "biometric": false, "vulnerable_groups": true, "legal_or_similar_effect": false, "safety": false, "reversible": true, "human_review": false, "public_facing": true, "existing_product": false, "need": "own-process", "technical_capacity": "low", "market": "known-vendors", "time": "months", "considered": ["off-the-shelf", "configured"], "scale": "population", "jurisdiction": ["uk"], "estimated_value": {"amount": "279840", "currency": "GBP"}, "pricing": "usage"}',1,'2026-07-16 09:00:00',2,1);
INSERT INTO "purchases_purchase" VALUES(3,'k38whw2cmpjb','Ranking of home-care requests','A model that suggests in which order requests for care at home are assessed. Today the duty team reads every request and puts it into one of four groups by hand, and 640 people are waiting. Whether a model is the right answer is still open.','{"ai_type": ["predictive"], "affects": "public", "decision_role": "recommends", "domain": "social-care", "personal_data": true, "sensitive_data": true, "biometric": false, "vulnerable_groups": true, "legal_or_similar_effect": true, "safety": true, "reversible": false, "human_review": true, "public_facing": false, "existing_product": false, "need": "unique", "technical_capacity": "some", "market": "unknown", "considered": ["custom"], "scale": "organisation", "jurisdiction": ["uk"], "pricing": "unknown"}',1,'2026-11-05 09:00:00',2,1);
CREATE TABLE "purchases_teammember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "member_id" bigint NOT NULL REFERENCES "accounts_membership" ("id") DEFERRABLE INITIALLY DEFERRED, "purchase_id" bigint NOT NULL REFERENCES "purchases_purchase" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "purchases_teammember" VALUES(1,2,1);
INSERT INTO "purchases_teammember" VALUES(2,1,1);
INSERT INTO "purchases_teammember" VALUES(3,3,1);
INSERT INTO "purchases_teammember" VALUES(4,4,1);
INSERT INTO "purchases_teammember" VALUES(5,5,1);
INSERT INTO "purchases_teammember" VALUES(6,2,2);
INSERT INTO "purchases_teammember" VALUES(7,1,2);
INSERT INTO "purchases_teammember" VALUES(8,3,2);
INSERT INTO "purchases_teammember" VALUES(9,4,2);
INSERT INTO "purchases_teammember" VALUES(10,5,2);
INSERT INTO "purchases_teammember" VALUES(11,2,3);
INSERT INTO "purchases_teammember" VALUES(12,1,3);
INSERT INTO "purchases_teammember" VALUES(13,3,3);
INSERT INTO "purchases_teammember" VALUES(14,4,3);
INSERT INTO "purchases_teammember" VALUES(15,5,3);
CREATE UNIQUE INDEX "one_account_per_email" ON "accounts_person" ((LOWER("email")));
CREATE UNIQUE INDEX "one_membership_per_organisation" ON "accounts_membership" ("organisation_id", "person_id");
CREATE INDEX "accounts_membership_person_id_cd00e383" ON "accounts_membership" ("person_id");
CREATE INDEX "accounts_membership_organisation_id_98e5c22b" ON "accounts_membership" ("organisation_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "purchases_purchase_created_by_id_699c5882" ON "purchases_purchase" ("created_by_id");
CREATE INDEX "purchases_purchase_organisation_id_f3f2df92" ON "purchases_purchase" ("organisation_id");
CREATE INDEX "purchases_answer_purchase_id_7f321c27" ON "purchases_answer" ("purchase_id");
CREATE INDEX "purchases_teammember_member_id_08bdc4b3" ON "purchases_teammember" ("member_id");
CREATE INDEX "purchases_teammember_purchase_id_f8caebb3" ON "purchases_teammember" ("purchase_id");
CREATE UNIQUE INDEX "one_facts_version_per_number" ON "purchases_factsversion" ("purchase_id", "number");
CREATE INDEX "purchases_factsversion_by_id_1ac49301" ON "purchases_factsversion" ("by_id");
CREATE INDEX "purchases_factsversion_purchase_id_9fa8ce77" ON "purchases_factsversion" ("purchase_id");
CREATE UNIQUE INDEX "one_answer_per_number" ON "purchases_answerversion" ("purchase_id", "question", "number");
CREATE INDEX "purchases_answerversion_by_id_74d460cd" ON "purchases_answerversion" ("by_id");
CREATE INDEX "purchases_answerversion_purchase_id_a862ac3f" ON "purchases_answerversion" ("purchase_id");
CREATE UNIQUE INDEX "one_answer_per_question" ON "purchases_answer" ("purchase_id", "question");
CREATE UNIQUE INDEX "once_in_a_team" ON "purchases_teammember" ("purchase_id", "member_id");
CREATE UNIQUE INDEX "one_claim_version_per_number" ON "claims_claimversion" ("claim_id", "number");
CREATE INDEX "claims_claimversion_by_id_87b00a58" ON "claims_claimversion" ("by_id");
CREATE INDEX "claims_claimversion_claim_id_4838944d" ON "claims_claimversion" ("claim_id");
CREATE UNIQUE INDEX "vendor_text_kept_once" ON "claims_vendortext" ("purchase_id", "vendor", "digest");
CREATE INDEX "claims_vendortext_by_id_c5988a47" ON "claims_vendortext" ("by_id");
CREATE INDEX "claims_vendortext_purchase_id_324bbb45" ON "claims_vendortext" ("purchase_id");
CREATE UNIQUE INDEX "one_claim_per_place" ON "claims_claim" ("text_id", "start");
CREATE INDEX "claims_claim_text_id_4a45ed6e" ON "claims_claim" ("text_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('django_migrations',18);
INSERT INTO "sqlite_sequence" VALUES('django_content_type',15);
INSERT INTO "sqlite_sequence" VALUES('auth_permission',60);
INSERT INTO "sqlite_sequence" VALUES('auth_group',0);
INSERT INTO "sqlite_sequence" VALUES('purchases_answerversion',75);
INSERT INTO "sqlite_sequence" VALUES('claims_vendortext',0);
INSERT INTO "sqlite_sequence" VALUES('claims_claim',0);
INSERT INTO "sqlite_sequence" VALUES('accounts_organisation',1);
INSERT INTO "sqlite_sequence" VALUES('accounts_person',5);
INSERT INTO "sqlite_sequence" VALUES('accounts_membership',5);
INSERT INTO "sqlite_sequence" VALUES('purchases_purchase',3);
INSERT INTO "sqlite_sequence" VALUES('purchases_factsversion',3);
INSERT INTO "sqlite_sequence" VALUES('purchases_teammember',15);
INSERT INTO "sqlite_sequence" VALUES('purchases_answer',64);
COMMIT;
