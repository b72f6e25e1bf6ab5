/* Shows how far long work is, and the page anew when it has come to an end. */
const PAUSE = 700; // milliseconds between looks
const place = document.querySelector("#progress");

async function look() {
  try {
    const answer = await fetch(place.dataset.live);
    if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
  } catch {
    // The server may be away for a moment; the next look will tell.
  }
  if (place.querySelector("[data-running]")) setTimeout(look, PAUSE);
  else location.reload();
}

setTimeout(look, PAUSE);
