"""Every page. Public ones first, then the desk."""

urlpatterns = []
