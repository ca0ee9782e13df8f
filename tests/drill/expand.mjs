// Reads a calendar from standard input and writes the starts of its events in UTC, by UID, as JSON.
// Arguments: where ical.js is, and the first and last moment in seconds since 1970.
import { readFileSync } from "node:fs";

const [place, after, before] = process.argv.slice(2);
const { default: ICAL } = await import(place);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const events = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
const found = {};
for (const event of events.filter((one) => !one.isRecurrenceException())) {
  for (const other of events) {
    if (other.uid === event.uid && other.isRecurrenceException()) {
      event.relateException(other);
    }
  }
  const starts = (found[event.uid] = []);
  const dates = event.iterator();
  for (let date = dates.next(); date; date = dates.next()) {
    const start = event.getOccurrenceDetails(date).startDate.toUnixTime();
    if (date.toUnixTime() > Number(before) + 31 * 86400) break;
    if (start >= Number(after) && start < Number(before)) starts.push(start);
  }
}
process.stdout.write(JSON.stringify(found));
