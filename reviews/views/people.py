"""One's own account."""

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import redirect, render

from reviews.actions import people
from reviews.forms.people import ProfileForm
from reviews.views.attempts import attempt


def profile(request):
    user = request.user
    form = ProfileForm(request.POST or None, initial=model_to_dict(user, ProfileForm.base_fields))
    if request.method == "POST" and attempt(
        form, lambda: people.edit(user, **form.cleaned_data, by=user)
    ):
        messages.success(request, "Your profile is saved.")
        return redirect("desk-profile")
    context = {"form": form}
    return render(request, "people/profile.html", context, status=getattr(form, "status", 200))
