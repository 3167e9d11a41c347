import { elapsed, HOUR, MINUTE, type Instant } from '../../src/domain/primitives/instant';
import type { AlertEffect } from '../../src/domain/effects/state';

/*
 * The whole mail of 72 hours. The tables were written from the rules, by hand: when, to whom, what, and why. A row that ends in
 * "hourly to" stands for one in each hour, the first and the last included.
 */

const CALLED = 'responder lead privacy legal communications executive';
const TEAM = `${CALLED} operator`;

export const TABLE = {
  reported: `
    00:00  responder                                 reported           to be acknowledged
    00:00  reporter                                  report-received    for information
    00:15  lead                                      reported           unanswered, level 2 of 5
    00:30  privacy                                   reported           unanswered, level 3 of 5
    00:45  legal                                     reported           unanswered, level 4 of 5
    01:00  executive                                 reported           unanswered, level 5 of 5, hourly to 72:00
    04:00  responder                                 triage-overdue     to be acknowledged
    04:15  lead                                      triage-overdue     unanswered, level 2 of 5
    04:30  privacy                                   triage-overdue     unanswered, level 3 of 5
    04:45  legal                                     triage-overdue     unanswered, level 4 of 5
    05:00  executive                                 triage-overdue     unanswered, level 5 of 5, hourly to 72:00
    28:00  responder                                 decision-overdue   to be acknowledged
    28:15  lead                                      decision-overdue   unanswered, level 2 of 5
    28:30  privacy                                   decision-overdue   unanswered, level 3 of 5
    28:45  legal                                     decision-overdue   unanswered, level 4 of 5
    29:00  executive                                 decision-overdue   unanswered, level 5 of 5, hourly to 72:00
    52:00  responder                                 decision-overdue   to be acknowledged
    52:15  lead                                      decision-overdue   unanswered, level 2 of 5
    52:30  privacy                                   decision-overdue   unanswered, level 3 of 5
    52:45  legal                                     decision-overdue   unanswered, level 4 of 5
    53:00  executive                                 decision-overdue   unanswered, level 5 of 5, hourly to 72:00`,
  declared: `
    00:00  responder                                 reported            to be acknowledged
    00:00  reporter                                  report-received     for information
    00:00  lead privacy                              stakeholders        for information
    00:00  ${CALLED} declared to be acknowledged
    24:00  lead                                      commitment-warning  48 h left
    48:00  lead privacy communications               commitment-warning  24 h left
    60:00  lead privacy communications legal         commitment-warning  12 h left
    66:00  lead privacy communications legal executive commitment-warning 6 h left
    70:00  ${TEAM}                                   commitment-warning  2 h left, to be acknowledged
    70:15  lead                                      commitment-warning  2 h left, unanswered, level 2 of 5
    70:30  privacy                                   commitment-warning  2 h left, unanswered, level 3 of 5
    70:45  legal                                     commitment-warning  2 h left, unanswered, level 4 of 5
    71:00  executive                                 commitment-warning  2 h left, unanswered, level 5 of 5
    72:00  ${TEAM}                                   commitment-expired  to be acknowledged
    72:15  lead                                      commitment-expired  unanswered, level 2 of 5
    72:30  privacy                                   commitment-expired  unanswered, level 3 of 5
    72:45  legal                                     commitment-expired  unanswered, level 4 of 5
    73:00  executive                                 commitment-expired  unanswered, level 5 of 5, hourly to 81:00
    76:00  lead privacy                              reason-demanded     for information
    80:00  lead privacy                              reason-demanded     for information`,
  drafted: `
    00:00  responder                                 reported               to be acknowledged
    00:00  reporter                                  report-received        for information
    00:00  lead privacy                              stakeholders           for information
    00:00  ${CALLED} declared to be acknowledged
    00:00  legal privacy lead communications         notice-awaits-approval for information
    04:00  legal privacy lead communications         approval-overdue       to be acknowledged
    04:15  lead                                      approval-overdue       unanswered, level 2 of 5
    04:30  privacy                                   approval-overdue       unanswered, level 3 of 5
    04:45  legal                                     approval-overdue       unanswered, level 4 of 5
    05:00  executive                                 approval-overdue       unanswered, level 5 of 5
    05:30  lead privacy                              notice-approved        for information
    07:30  lead privacy                              release-overdue        to be acknowledged
    07:45  lead                                      release-overdue        unanswered, level 2 of 5
    08:00  privacy                                   release-overdue        unanswered, level 3 of 5
    08:15  legal                                     release-overdue        unanswered, level 4 of 5
    08:30  executive                                 release-overdue        unanswered, level 5 of 5`,
  late: `
    00:00  responder                                 reported               to be acknowledged
    00:00  reporter                                  report-received        for information
    00:15  lead                                      reported               unanswered, level 2 of 5
    04:00  responder                                 triage-overdue         to be acknowledged
    04:15  lead                                      triage-overdue         unanswered, level 2 of 5
    04:30  privacy                                   triage-overdue         unanswered, level 3 of 5
    04:40  lead privacy                              stakeholders           for information
    28:00  responder                                 decision-overdue       to be acknowledged
    28:15  lead                                      decision-overdue       unanswered, level 2 of 5
    28:30  privacy                                   decision-overdue       unanswered, level 3 of 5
    28:45  legal                                     decision-overdue       unanswered, level 4 of 5
    29:00  executive                                 decision-overdue       unanswered, level 5 of 5
    29:00  ${CALLED} declared to be acknowledged
    29:15  lead                                      declared               unanswered, level 2 of 5
    53:00  lead                                      commitment-warning     48 h left
    60:00  legal privacy lead communications         notice-awaits-approval for information
    64:00  legal privacy lead communications         approval-overdue       to be acknowledged
    64:15  lead                                      approval-overdue       unanswered, level 2 of 5
    65:00  legal                                     notice-stale           for information
    65:00  legal privacy lead communications         notice-awaits-approval for information
    66:00  responder                                 notice-rejected        for information
    67:00  legal privacy lead communications         notice-awaits-approval for information
    71:00  legal privacy lead communications         approval-overdue       to be acknowledged
    71:10  lead privacy                              notice-approved        for information
    73:10  lead privacy                              release-overdue        to be acknowledged
    75:10  lead privacy                              release-overdue        to be acknowledged
    75:25  lead                                      release-overdue        unanswered, level 2 of 5
    75:40  privacy                                   release-overdue        unanswered, level 3 of 5
    75:55  legal                                     release-overdue        unanswered, level 4 of 5
    76:10  executive                                 release-overdue        unanswered, level 5 of 5, hourly to 98:10
    77:00  lead privacy communications               commitment-warning     24 h left
    89:00  lead privacy communications legal         commitment-warning     12 h left
    95:00  lead privacy communications legal executive commitment-warning   6 h left
    99:00  ${TEAM}                                   commitment-warning     2 h left, to be acknowledged
    99:10  executive                                 release-overdue        unanswered, level 5 of 5
    99:15  lead                                      commitment-warning     2 h left, unanswered, level 2 of 5
    101:00 ${TEAM}                                   commitment-expired     to be acknowledged
    101:15 lead                                      commitment-expired     unanswered, level 2 of 5
    101:20 lead privacy                              release-overdue        to be acknowledged
    101:30 privacy                                   commitment-expired     unanswered, level 3 of 5
    101:30 lead                                      notice-sent            for information`,
};

/** One mail of an alert, when it went out and to whom. */
export interface Sent extends Pick<AlertEffect, 'alert' | 'detail' | 'unanswered'> {
  at: Instant;
  to: readonly string[];
  acknowledge?: boolean;
}

/** Each to the nearest minute since the report. */
export function linesOf(mails: readonly Sent[], since: Instant): Line[] {
  return inOrder(mails.map((mail): Line => [clockOf(elapsed(since, mail.at)), whoOf(mail), mail.alert, whyOf(mail)]));
}

export type Line = [when: string, who: string, what: string, why: string];

function whoOf({ to }: Sent): string {
  return [...to].sort().join(' ');
}

function whyOf({ acknowledge: isAsked, unanswered, detail }: Sent): string {
  const left = detail?.about === 'hours-left' ? `${detail.hours} h left` : '';
  const climbed = unanswered ? `unanswered, level ${unanswered.level} of ${unanswered.of}` : '';
  const asked = isAsked && !unanswered ? 'to be acknowledged' : '';
  return [left, climbed, asked].filter(Boolean).join(', ') || 'for information';
}

export function parsed(table: string): Line[] {
  return inOrder(table.trim().split('\n').flatMap(linesOfRow));
}

const ROW =
  /^\s*(\d+):(\d\d) +(.*?) +([a-z-]+-[a-z-]+|reported|declared|stakeholders) +(\S.*?)(?:, hourly to (\d+):\d\d)?$/;

function linesOfRow(row: string): Line[] {
  const [, hour = '', minute = '', who = '', what = '', why = '', last = hour] = ROW.exec(row) ?? [];
  if (!why) throw new Error(`No row of a table: ${row}`);
  const sorted = who.split(/ +/).sort().join(' ');
  const times = Number(last) - Number(hour) + 1;
  return Array.from({ length: times }, (_, later) => [
    clockOf((Number(hour) + later) * HOUR + Number(minute) * MINUTE),
    sorted,
    what,
    why,
  ]);
}

function clockOf(exact: number): string {
  const milliseconds = Math.round(exact / MINUTE) * MINUTE;
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  return `${two(milliseconds / HOUR).padStart(3, '0')}:${two((milliseconds % HOUR) / MINUTE)}`;
}

function inOrder(lines: Line[]): Line[] {
  return lines.sort((a, b) => (a.join() < b.join() ? -1 : 1));
}
