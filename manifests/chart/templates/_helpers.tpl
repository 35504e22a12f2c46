{{- /* The names of the chart's objects, as every chart makes them. */ -}}
{{- define "falco-responder.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "falco-responder.fullname" -}}
{{- $name := include "falco-responder.name" . -}}
{{- $release := contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) -}}
{{- default $release .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "falco-responder.account" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "falco-responder.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name is needed where serviceAccount.create is false" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- /* A name of the base in this release: falco-responder-config is RELEASE-config. */ -}}
{{- define "falco-responder.renamed" -}}
{{- include "falco-responder.fullname" .root }}{{ trimPrefix "falco-responder" .name -}}
{{- end -}}

{{- /* A file of the base or of a component, as it is. */ -}}
{{- define "falco-responder.read" -}}
{{- $text := .root.Files.Get .file -}}
{{- if not (contains "\n" $text) -}}
{{- fail (printf "%s is missing: base and components in manifests/chart are symbolic links, which this copy has lost" .file) -}}
{{- end -}}
{{- $text -}}
{{- end -}}

{{- /* The labels that the base gives to everything, for this release. */ -}}
{{- define "falco-responder.labels" -}}
{{- $kustomization := include "falco-responder.read" (dict "root" . "file" "base/kustomization.yaml") | fromYaml -}}
{{- $labels := (first $kustomization.labels).pairs -}}
{{- $_ := set $labels "app.kubernetes.io/name" (include "falco-responder.name" .) -}}
{{- $_ = set $labels "app.kubernetes.io/instance" .Release.Name -}}
{{- include "falco-responder.lay" (dict "into" $labels "over" .Values.customLabels) -}}
{{- toYaml $labels -}}
{{- end -}}

{{- /* By what the Deployment and others know the pods. */ -}}
{{- define "falco-responder.selector" -}}
app.kubernetes.io/name: {{ include "falco-responder.name" . }}
{{- end -}}

{{- /* Lays `over` over `into`, which it changes; null takes away. mergeOverwrite ignores false and 0. */ -}}
{{- define "falco-responder.lay" -}}
{{- range $key, $value := .over -}}
{{- if kindIs "invalid" $value -}}
{{- $_ := unset $.into $key -}}
{{- else if and (kindIs "map" $value) (kindIs "map" (get $.into $key)) -}}
{{- include "falco-responder.lay" (dict "into" (get $.into $key) "over" $value) -}}
{{- else -}}
{{- $_ := set $.into $key $value -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- /* An object of a file: with this release's names, labels, namespace and account. */ -}}
{{- define "falco-responder.object" -}}
{{- $object := include "falco-responder.read" . | fromYaml -}}
{{- $_ := set . "object" $object -}}
{{- include "falco-responder.finished" . -}}
{{- end -}}

{{- /* As falco-responder.object, of what was read already. `namespace` is that of the release where it is not given. */ -}}
{{- define "falco-responder.finished" -}}
{{- $root := .root -}}
{{- $object := .object -}}
{{- $meta := $object.metadata -}}
{{- if eq $object.kind "Namespace" -}}
{{- $_ := set $meta "name" $root.Release.Namespace -}}
{{- else -}}
{{- $_ := set $meta "name" (include "falco-responder.renamed" (dict "root" $root "name" $meta.name)) -}}
{{- end -}}
{{- $clusterWide := list "ClusterRole" "ClusterRoleBinding" "FlowSchema" "Namespace" "PriorityLevelConfiguration" -}}
{{- $clusterWide = concat $clusterWide (list "ValidatingAdmissionPolicy" "ValidatingAdmissionPolicyBinding") -}}
{{- if not (has $object.kind $clusterWide) -}}
{{- $_ := set $meta "namespace" (default $root.Release.Namespace .namespace) -}}
{{- end -}}
{{- $_ := set $meta "labels" (merge (include "falco-responder.labels" $root | fromYaml) (default dict $meta.labels)) -}}
{{- with $root.Values.customAnnotations -}}
{{- $_ := set $meta "annotations" (merge (default dict $meta.annotations) .) -}}
{{- end -}}
{{- with $object.roleRef -}}
{{- $_ := set . "name" (include "falco-responder.renamed" (dict "root" $root "name" .name)) -}}
{{- end -}}
{{- range $object.subjects -}}
{{- $_ := set . "name" (include "falco-responder.account" $root) -}}
{{- $_ = set . "namespace" $root.Release.Namespace -}}
{{- end -}}
{{- toYaml $object -}}
{{- end -}}
