// Asks now and then whether the room has gone on, and shows how many have answered. Without it, a link does the same.
const room = document.querySelector("[data-room]");

if (room) {
  const every = "often" in room.dataset ? 2000 : 4000;
  const count = room.querySelector("[data-answers]");
  const typed = () => {
    const note = room.querySelector("textarea");
    return note && note.value !== note.defaultValue;
  };
  const look = async () => {
    try {
      const answer = await fetch(room.dataset.room, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const state = await answer.json();
        if (count) count.textContent = state.answers;
        // What somebody is typing is never taken away by a new page.
        if (String(state.number) !== room.dataset.number && !typed()) {
          location.assign(location.pathname);
          return;
        }
      }
    } catch {
      // The next look may reach the server again.
    }
    wait();
  };
  // Not all phones at the same moment.
  const wait = () => setTimeout(look, every * (0.75 + Math.random() / 2));
  wait();
}
