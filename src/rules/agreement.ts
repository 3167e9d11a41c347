import type { Rules } from '../domain/case/rules';
import { NOTICE_KINDS, type NoticeKind } from '../domain/notices/state';

type Path = readonly (string | number)[];

/** What holds each figure for itself and not together, with the places that could mend it, the likeliest first. */
export interface Disagreement {
  places: Path[];
  sentence: string;
}

type Warnings = Rules['commitmentWarnings'];

/** Faults that only show when figures are held against each other, or against the set that they are based on. */
export function disagreementsIn(rules: Rules, base: Rules): Disagreement[] {
  return [
    ...within(rules, 'commitmentWarnings', ['commitmentHours']),
    ...within(rules, 'eventWarnings', ['eventNoticeHours', 'withdrawalNoticeHours']),
    ...inOrder(rules, ['commitmentWarnings', 'closeWarnings', 'eventWarnings']),
    ...closer(rules),
    ...climbing(rules),
    ...founding(rules),
    ...quiet(rules),
    ...always(rules),
    ...fewerFacts(rules, base),
  ];
}

type ListName = 'commitmentWarnings' | 'closeWarnings' | 'eventWarnings';
type TermName = 'commitmentHours' | 'eventNoticeHours' | 'withdrawalNoticeHours';

function within(rules: Rules, list: ListName, terms: TermName[]): Disagreement[] {
  return terms.flatMap((term) =>
    rules[list].flatMap(({ hoursBefore }, index) =>
      hoursBefore < rules[term]
        ? []
        : [
            {
              places: [[list, index, 'hoursBefore'], [term]],
              sentence: `${list} warns ${hoursBefore} h before the end, and ${term} is ${rules[term]}: a warning must lie within.`,
            },
          ],
    ),
  );
}

function inOrder(rules: Rules, lists: ListName[]): Disagreement[] {
  return lists.flatMap((list) =>
    rules[list].flatMap(({ hoursBefore }, index, all) => {
      const before = all[index - 1]?.hoursBefore ?? Infinity;
      return hoursBefore < before
        ? []
        : [
            {
              places: [[list, index, 'hoursBefore']],
              sentence: `${list} warns ${hoursBefore} h before the end after ${before} h: name the earliest warning first, and each once.`,
            },
          ];
    }),
  );
}

function closer({ commitmentWarnings, closeWarnings }: Rules): Disagreement[] {
  const last = hoursOf(commitmentWarnings).at(-1) ?? 0;
  const [first = 0] = hoursOf(closeWarnings);
  if (first < last) return [];
  return [
    {
      places: [['closeWarnings', 0, 'hoursBefore'], ['commitmentWarnings']],
      sentence: `closeWarnings begins ${first} h before the end, and commitmentWarnings still warns ${last} h before it: those for a short promise must be closer.`,
    },
  ];
}

function climbing({ escalation, triageHours }: Rules): Disagreement[] {
  const { levels, minutesPerLevel } = escalation;
  const toLast = (levels.length * minutesPerLevel) / 60;
  if (toLast <= triageHours) return [];
  return [
    {
      places: [['escalation', 'minutesPerLevel'], ['escalation'], ['triageHours']],
      sentence: `escalation reaches its last level after ${toLast} h, and triageHours is ${triageHours}: a report that nobody answers would be late before everybody has heard.`,
    },
  ];
}

function founding({ lateFoundHours, commitmentHours }: Rules): Disagreement[] {
  if (lateFoundHours <= commitmentHours) return [];
  return [
    {
      places: [['lateFoundHours'], ['commitmentHours']],
      sentence: `lateFoundHours is ${lateFoundHours}, and commitmentHours is ${commitmentHours}: whoever is found late cannot have longer than the others.`,
    },
  ];
}

function quiet({ reasonDemandHours, reasonQuietHours }: Rules): Disagreement[] {
  if (reasonQuietHours >= reasonDemandHours) return [];
  return [
    {
      places: [['reasonQuietHours'], ['reasonDemandHours']],
      sentence: `reasonQuietHours is ${reasonQuietHours}, and reasonDemandHours is ${reasonDemandHours}: who gave a reason would be asked sooner than who gave none.`,
    },
  ];
}

function always({ stakeholders }: Rules): Disagreement[] {
  if (stakeholders.some(({ when, alert }) => Object.keys(when).length === 0 && alert.length > 0)) return [];
  return [
    {
      places: [['stakeholders']],
      sentence: 'stakeholders has no row whose "when" is empty ({}): somebody must know of each case.',
    },
  ];
}

/** A company may ask more of a notice than was shipped, and never less: an empty one keeps no promise. */
function fewerFacts({ noticeNeeds: asked = {} }: Rules, { noticeNeeds: least = {} }: Rules): Disagreement[] {
  return NOTICE_KINDS.flatMap((kind) => {
    const { known = [], answered = [] } = asked[kind] ?? {};
    const unknown = (least[kind]?.known ?? []).filter((field) => !known.includes(field));
    const silent = (least[kind]?.answered ?? []).filter((field) => ![...known, ...answered].includes(field));
    return [...lacking(kind, 'known', unknown), ...lacking(kind, 'answered', silent)];
  });
}

function lacking(kind: NoticeKind, list: 'known' | 'answered', fields: string[]): Disagreement[] {
  if (fields.length === 0) return [];
  const sentence = `noticeNeeds asks too little of the kind ${kind}: under ${list} there must be ${fields.join(', ')} too.`;
  return [{ places: [['noticeNeeds', kind, list], ['noticeNeeds', kind], ['noticeNeeds']], sentence }];
}

function hoursOf(warnings: Warnings): number[] {
  return warnings.map(({ hoursBefore }) => hoursBefore);
}
