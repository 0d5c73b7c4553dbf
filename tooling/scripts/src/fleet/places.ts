import type { FleetSettings, Settings } from '../env.ts';
import type { ServerPlace } from '../start/services.ts';

/** The processes of a fleet, on consecutive ports from FLEET_PORT on. */
export function listPlaces(fleet: FleetSettings): ServerPlace[] {
  const counts = [
    ['api', fleet.FLEET_API],
    ['registration', fleet.FLEET_REGISTRATION],
    ['worker', fleet.FLEET_WORKER],
  ] as const;
  return counts
    .flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, index) => ({ kind, name: `${kind}-${index + 1}` })),
    )
    .map((place, index) => ({ ...place, port: fleet.FLEET_PORT + index }));
}

/** The ports a fleet listens on, each with the variable that changes it. */
export function listPorts(settings: Settings, fleet: FleetSettings) {
  const own = (['ADMIN_PORT', 'PORTAL_PORT', 'API_PORT', 'REGISTRATION_PORT'] as const).map(
    (name) => ({ name, port: settings[name] }),
  );
  const places = listPlaces(fleet).map(({ port }) => ({ name: 'FLEET_PORT', port }));
  return [...own, ...places];
}
