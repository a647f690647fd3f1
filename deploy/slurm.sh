#!/bin/bash
# An archive on a SLURM cluster: sbatch deploy/slurm.sh INPUT OUTPUT
#
# INPUT and OUTPUT lie on a file system that all nodes share; kg is in the environment KG_VENV
# (pip install 'geopolitical-kg[ray]'). After a failure, or when the time is up, the same command
# again goes on where it stood.
#SBATCH --job-name=kg-archive
#SBATCH --nodes=16
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=32
#SBATCH --mem=64G
#SBATCH --time=24:00:00
set -euo pipefail

input=${1:?usage: sbatch slurm.sh INPUT OUTPUT}
output=${2:?usage: sbatch slurm.sh INPUT OUTPUT}
# shellcheck disable=SC1091
source "${KG_VENV:-$HOME/kg}/bin/activate"

mapfile -t nodes < <(scontrol show hostnames "$SLURM_JOB_NODELIST")
head=${nodes[0]}
port=$((20000 + SLURM_JOB_ID % 20000))
address=$(srun --nodes=1 --ntasks=1 -w "$head" hostname --ip-address | awk '{print $1}')

start() { # NODE ARGUMENT...
    local node=$1
    shift
    srun --nodes=1 --ntasks=1 --overlap -w "$node" \
        ray start --block --disable-usage-stats --num-cpus="$SLURM_CPUS_PER_TASK" "$@" &
}

trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
start "$head" --head --node-ip-address="$address" --port="$port" --include-dashboard=false
until ray health-check --address="$address:$port" >/dev/null 2>&1; do sleep 2; done
for node in "${nodes[@]:1}"; do
    start "$node" --address="$address:$port"
done

srun --nodes=1 --ntasks=1 --overlap -w "$head" \
    kg build "$input" --engine ray --address "$address:$port" --resume -o "$output"
