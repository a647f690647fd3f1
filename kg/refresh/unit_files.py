"""What `kg schedule --print` fills in."""

from __future__ import annotations

from typing import Final

SYSTEMD: Final = """\
# ---- /etc/systemd/system/kg-refresh.service ----
[Unit]
Description=kg: take in new and changed articles
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
WorkingDirectory={folder}
ExecStart={command}
# SIGTERM lets it finish the article in hand.
TimeoutStopSec=120
Nice=10
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=full

# ---- /etc/systemd/system/kg-refresh.timer ----
[Unit]
Description=kg: refresh every {every} seconds

[Timer]
OnBootSec=60
OnUnitActiveSec={every}
AccuracySec=1
Persistent=true

[Install]
WantedBy=timers.target
"""

KUBERNETES: Final = """\
# kubectl apply -f -    (set the image to one that you have built with kg in it)
apiVersion: v1
kind: ConfigMap
metadata:
  name: kg-sources
data:
  sources.toml: |
{sources}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: kg-graph
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: kg-refresh
spec:
  replicas: 1
  strategy:
    type: Recreate
  selector:
    matchLabels: {{app: kg-refresh}}
  template:
    metadata:
      labels: {{app: kg-refresh}}
    spec:
      terminationGracePeriodSeconds: 120
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        fsGroup: 10001
      containers:
        - name: kg
          image: kg:latest
          workingDir: /data
          args: [kg, schedule, --every, "{every}s", --config, /data/sources.toml]
          env:
            - name: XDG_STATE_HOME
              value: /data/.state
          securityContext:
            allowPrivilegeEscalation: false
          volumeMounts:
            - name: graph
              mountPath: /data
            - name: sources
              mountPath: /data/sources.toml
              subPath: sources.toml
      volumes:
        - name: graph
          persistentVolumeClaim:
            claimName: kg-graph
        - name: sources
          configMap:
            name: kg-sources
"""
