"""Learning: courses with a certificate, slides, trainings, the webinar."""
