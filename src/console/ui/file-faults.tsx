import { Refused } from './api';
import { Problem } from './parts';

/** Why a file was refused: for each fault its place in the file, as `where` words a JSON pointer, and what is wrong. */
export function FileFaults({ fault, where }: { fault: unknown; where: (pointer: string) => string }) {
  const errors = fault instanceof Refused ? (fault.problem.errors ?? []) : [];
  return (
    <>
      <Problem fault={fault} />
      {errors.length > 0 && (
        <ul className="bullets small">
          {errors.map(({ pointer, detail }) => (
            <li key={`${pointer} ${detail}`}>
              {pointer && where(pointer)} {detail}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
