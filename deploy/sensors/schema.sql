-- ClickHouse: one table for lines, views for people, aggregates that do not mind a line that comes twice. Runs on 18.16 and later.
-- The same line (sensor, uid, type, line) is one row: merged away in time, and by FINAL at once.
CREATE TABLE IF NOT EXISTS ftp_lines (
  sensor String, uid String, type String, line UInt64, time DateTime, community String, client String, server String,
  user String, id String, verb String, code String, outcome String, direction String, verdict String, path String,
  bytes UInt64, sha256 String, severity String, body String
) ENGINE = ReplacingMergeTree() PARTITION BY toYYYYMM(time) ORDER BY (sensor, uid, type, line);

CREATE VIEW IF NOT EXISTS ftp_sessions AS
  SELECT sensor, uid, time, client, server, user FROM ftp_lines FINAL WHERE type = 'session';

-- Of lines with the same id the last holds.
CREATE VIEW IF NOT EXISTS ftp_transfers AS
  SELECT sensor, uid, id, max(time) AS began, argMax(direction, line) AS way, argMax(verdict, line) AS result,
    argMax(path, line) AS file, argMax(bytes, line) AS size, argMax(sha256, line) AS hash
  FROM ftp_lines WHERE type = 'data-connection' AND direction != '' GROUP BY sensor, uid, id;

-- By hour, for dashboards: sets of names, not sums, so that a line that is delivered again changes nothing.
CREATE MATERIALIZED VIEW IF NOT EXISTS ftp_hourly ENGINE = AggregatingMergeTree() PARTITION BY toYYYYMM(hour) ORDER BY (hour, sensor)
  POPULATE AS SELECT toStartOfHour(time) AS hour, sensor, uniqExactState(uid) AS sessions FROM ftp_lines
  WHERE type = 'session' GROUP BY hour, sensor;
CREATE MATERIALIZED VIEW IF NOT EXISTS ftp_hourly_failed ENGINE = AggregatingMergeTree() PARTITION BY toYYYYMM(hour) ORDER BY (hour, sensor)
  POPULATE AS SELECT toStartOfHour(time) AS hour, sensor, uniqExactState(concat(uid, '/', id)) AS transfers FROM ftp_lines
  WHERE type = 'data-connection' AND verdict IN ('truncated', 'refused') GROUP BY hour, sensor;
