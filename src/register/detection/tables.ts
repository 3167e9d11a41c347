import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { DetectionMethod, StoreKind } from '../../domain/triage/stores';

export interface InventoryTables {
  dataStores: {
    id: string;
    name: string;
    kind: StoreKind;
    owner: PersonId;
    product: string | null;
    methods: DetectionMethod[];
    checkDays: number;
    checkedAt: Instant | null;
    checkedBy: PersonId | null;
    addedAt: Instant;
    endedAt: Instant | null;
  };
}
