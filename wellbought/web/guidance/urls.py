"""URLs of the guidance."""

from django.urls import path

from wellbought.web.guidance import views

app_name = "guidance"

urlpatterns = [
    path("", views.home, name="home"),
    path("guide/", views.contents, name="contents"),
    path("guide.<slug:ending>", views.guide_file, name="guide-file"),
    path("guide/chapter/<slug:chapter_id>/", views.chapter, name="chapter"),
    path("guide/chapter/<slug:chapter_id>.<slug:ending>", views.chapter_file, name="chapter-file"),
    path("guide/<slug:topic_id>/", views.topic, name="topic"),
    path("guide/<slug:topic_id>.<slug:ending>", views.topic_file, name="topic-file"),
    path("questions/", views.questions, name="questions"),
    path("questions.<slug:ending>", views.questions_file, name="questions-file"),
    path("questions/<slug:question_id>/", views.question, name="question"),
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/<slug:term_id>/", views.term, name="term"),
    path("clauses/", views.clauses, name="clauses"),
    path("clauses/<slug:clause_id>/", views.clause, name="clause"),
    path("criteria/", views.criteria, name="criteria"),
    path("criteria/<slug:criterion_id>/", views.criterion, name="criterion"),
    path("disclosures/", views.disclosures, name="disclosures"),
    path("disclosures/<slug:disclosure_id>/", views.disclosure, name="disclosure"),
    path("places/", views.places, name="places"),
    path("places/<slug:place_id>/", views.place, name="place"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:source_id>/", views.source, name="source"),
    path("search/", views.search, name="search"),
    path("a-z/", views.names, name="index"),
    path("about/", views.about, name="about"),
]
