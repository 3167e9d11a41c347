import type { Request, RequestHandler } from 'express';
import { reportPath } from '../../../contract/programme/figures';
import { instantFrom, type Instant } from '../../../domain/primitives/instant';
import { registerEntryOf } from '../../../domain/exports/register-entry';
import type { PersonId } from '../../../domain/primitives/people';
import { languageOf } from '../../../texts/page';
import { yearlyReportPdf, type YearlyReport } from '../../../texts/yearly-report';
import type { ApiDeps } from '../../deps';
import { Problem } from '../../http/problem';
import { personOf } from '../../http/sign-in';
import { figuresOf } from './figures';
import { statesOf } from '../exports/register-of-incidents';

/** A year of UTC for those who answer for it: as JSON, or as PDF in the language of the reader. */
export function readYearlyReport(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { id, language } = personOf(response);
    response.vary('Accept');
    const type = request.accepts(['application/json', 'application/pdf']);
    if (type === false) throw new Problem('not-acceptable', 'A yearly report is JSON or PDF.');
    const report = await reportOf(deps, yearIn(request), id);
    if (type === 'application/json') return void response.json(report);
    response.attachment(`report-${report.year}.pdf`).type(type);
    response.send(await yearlyReportPdf(report, languageOf(language)));
  };
}

function yearIn(request: Request): number {
  const parsed = reportPath.safeParse(request.params);
  if (!parsed.success) throw new Problem('not-found', 'A report is of a year such as 2026.');
  return Number(parsed.data.year);
}

async function reportOf(deps: ApiDeps, year: number, reader: PersonId): Promise<YearlyReport> {
  const { register, clock } = deps;
  const asOf = clock();
  const period = { from: beginOf(year), to: beginOf(year + 1) };
  const isOfYear = (at: Instant) => at >= period.from && at < period.to;
  const [figures, late, hidden, exercises, audits] = await Promise.all([
    figuresOf(deps, period),
    lateOf(deps, period, reader),
    register.incidents.hiddenFrom(reader, asOf, period),
    register.exercises.list(),
    auditsOf(deps, isOfYear),
  ]);
  const ofYear = exercises.filter(({ startsAt }) => isOfYear(startsAt));
  return { year, asOf, figures, late, restricted: hidden.size, exercises: ofYear, audits };
}

function beginOf(year: number): Instant {
  const at = instantFrom(`${year}-01-01T00:00:00Z`);
  if (!at) throw new Error(`${year} is no year that an instant can have.`);
  return at;
}

async function lateOf(deps: ApiDeps, { from, to }: { from: Instant; to: Instant }, reader: PersonId) {
  const states = await statesOf(deps, { declaredFrom: from, declaredTo: to, class: 'incident', late: true }, reader);
  return states.map(registerEntryOf).map(({ id, latenessReasons: reasons }) => ({ id, reasons }));
}

/** Those that were opened in the year, with what they found. */
async function auditsOf({ register: { audits } }: ApiDeps, isOfYear: (at: Instant) => boolean) {
  const opened = (await audits.list()).filter(({ openedAt }) => isOfYear(openedAt)).reverse();
  const whole = await Promise.all(opened.map(({ id }) => audits.get(id)));
  return whole.flatMap((audit) => audit ?? []);
}
