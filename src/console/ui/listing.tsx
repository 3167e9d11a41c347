import type { ReactNode } from 'react';

interface ListingProps {
  title: string;
  columns: readonly string[];
  /** `listing` for words, `figures` for numbers. */
  of: 'listing' | 'figures';
  isCard?: boolean;
  /** The rows. */
  children: ReactNode;
}

/** A table that is scrolled sideways, by keys too, where it is wider than what shows it. */
export function Listing({ title, columns, of, isCard = false, children }: ListingProps) {
  return (
    <div className={isCard ? 'card table-scroll' : 'table-scroll'} tabIndex={0} role="region" aria-label={title}>
      <table className={`${of} digits`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
