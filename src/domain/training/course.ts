import type { Role } from '../primitives/people';

/** What each course of a company must teach between its parts: the programme that all staff take. */
export const REQUIRED_TOPICS = ['privacy-basics', 'gdpr', 'spotting-and-reporting'] as const;
export type Topic = (typeof REQUIRED_TOPICS)[number];

/** A version of a course. It never changes once it was given to anybody: another wording is another version. */
export interface Course {
  id: string;
  version: string;
  assign: {
    onJoining: boolean;
    /** So long after passing it is given again; left out, never. */
    everyMonths?: number;
    /** Of the staff list: whoever gets one of them takes the course. */
    roles: string[];
  };
  /** Of those who sign in: whoever holds one approves, releases and closes by it only while their course stands. */
  neededBy?: Role[];
  due: {
    /** From when it is given. */
    days: number;
    remindDaysBefore: number[];
    /** After the due day. */
    managerDaysAfter: number;
  };
  parts: { id: string; topic?: Topic; minutes: number }[];
  quiz: Paper & { attempts: number };
  /** Whether it was understood is asked again; left out, it is not. */
  check?: Paper & { afterDays: number; withinDays: number };
  questions: Question[];
  survey: { id: string; answer: 'scale' | 'words' }[];
  /** By language. */
  words: Readonly<Record<string, CourseWords>>;
}

/** How many questions are drawn, and which part of them must be answered rightly. */
export interface Paper {
  ask: number;
  thresholdPercent: number;
}

export interface Question {
  id: string;
  /** The part that answers it. */
  part: string;
  /** The ids of all right options. */
  right: string[];
}

/** The words of a course in one language; lessons and introduction are Markdown. */
export interface CourseWords {
  title: string;
  introduction: string;
  parts: Readonly<Record<string, { title: string; lesson: string }>>;
  questions: Readonly<Record<string, QuestionWords>>;
  survey: Readonly<Record<string, string>>;
}

export interface QuestionWords {
  question: string;
  options: Readonly<Record<string, string>>;
  why?: string;
}
